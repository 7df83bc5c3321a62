"""What makes the file archivable: XMP metadata, the output intent and attached files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from hcplanner.documents.pdf import seal
from hcplanner.shipped import resources

if TYPE_CHECKING:
    from datetime import datetime

    from reportlab.pdfbase.pdfdoc import PDFDocument

Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]
_MIME = re.compile(r"[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,60}")

_UA_SCHEMA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description></rdf:li>"
    f"</rdf:Seq></pdfaSchema:property></rdf:li>{seal.schema()}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels inside the document."""

    name: str
    mime: str
    description: str
    data: bytes
    relationship: Relationship = "Data"

    def __post_init__(self) -> None:
        if not self.name or not _MIME.fullmatch(self.mime):
            raise ValueError("an attachment needs a name and a media type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the file says about itself, in Info and XMP alike."""

    title: str
    language: str
    author: str
    subject: str
    keywords: str
    creator: str
    producer: str
    created: datetime
    attachments: tuple[Attachment, ...] = ()
    record: seal.Record | None = None


def add_archive_entries(document: PDFDocument, metadata: Metadata) -> None:
    """Give the catalog its metadata, its output intent and the attached files, in the order of their names."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFString

    from hcplanner.documents.pdf.objects import stream

    catalog, reference = document.Catalog, document.Reference
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": reference(stream("/N 3", _icc_profile(), level=9)),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
    catalog.Metadata = reference(stream("/Type /Metadata /Subtype /XML", xmp(metadata), level=0))
    if not metadata.attachments:
        return
    names: list[Any] = []
    specs = []
    for item in sorted(metadata.attachments, key=lambda each: each.name):
        spec = reference(_file_specification(document, item, metadata.created))
        names += [PDFString(item.name), spec]
        specs.append(spec)
    catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(names)})})
    catalog.AF = PDFArray(specs)


def _file_specification(document: PDFDocument, item: Attachment, created: datetime) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFString

    from hcplanner.documents.pdf.objects import pdf_date, stream

    checksum = hashlib.md5(item.data, usedforsecurity=False).hexdigest()
    head = (
        f"/Type /EmbeddedFile /Subtype /{item.mime.replace('/', '#2F')} "
        f"/Params << /ModDate ({pdf_date(created)}) /Size {len(item.data)} /CheckSum <{checksum}> >>"
    )
    file = document.Reference(stream(head, item.data))
    return PDFDictionary(
        {
            "Type": "/Filespec",
            "F": PDFString(item.name),
            "UF": PDFString(item.name),
            "Desc": PDFString(item.description),
            "AFRelationship": f"/{item.relationship}",
            "EF": PDFDictionary({"F": file, "UF": file}),
        }
    )


@cache
def _icc_profile() -> bytes:
    return resources("icc", "sRGB2014.icc").read_bytes()


def xmp(metadata: Metadata) -> bytes:
    """The XMP packet: it claims PDF/A-3a and PDF/UA-1, repeats what Info says, and has room for the digest."""
    stamp = metadata.created.isoformat(timespec="seconds").replace("Z", "+00:00")
    parts = [
        (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
            'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
            f'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:hcp="{seal.NAMESPACE}">'
            "<dc:format>application/pdf</dc:format>"
        ),
        _alternatives("dc:title", metadata.title),
        _alternatives("dc:description", metadata.subject),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>"
        if metadata.author
        else "",
        f"<dc:language><rdf:Bag><rdf:li>{escape(metadata.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Keywords>{escape(metadata.keywords)}</pdf:Keywords>" if metadata.keywords else "",
        (
            f"<pdf:Producer>{escape(metadata.producer)}</pdf:Producer>"
            f"<xmp:CreatorTool>{escape(metadata.creator)}</xmp:CreatorTool>"
        ),
        "".join(f"<xmp:{name}>{stamp}</xmp:{name}>" for name in ("CreateDate", "ModifyDate", "MetadataDate")),
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
        seal.entries(metadata.record),
        f'</rdf:Description>{_UA_SCHEMA}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>',
    ]
    return "".join(parts).encode("utf-8")


def _alternatives(tag: str, text: str) -> str:
    if not text:
        return ""
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{tag}>'
