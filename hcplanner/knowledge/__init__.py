"""What may be said about a case: pure functions over a case, without file, clock or chance.

`ages`, `facts`, `neurology` hold what is derived; `summary` the one-glance lines; `tags` and `risks` the consent risks;
`measures` the worked-out figures; `findings`, `completeness` and `checks` what is missing or contradictory.
"""
