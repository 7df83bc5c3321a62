"""The proofs: what the product promises, held room by room."""
