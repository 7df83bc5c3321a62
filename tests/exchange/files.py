"""Picture files of every kind, made as other programs make them, with names planted wherever there is room."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image, ImageCms, ImageDraw, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage, generate_uid

NAMES = ("PLANTEDSURNAME", "PLANTEDFORENAME", "PLANTED-MRN-4711", "PLANTEDHOSPITAL")


def drawn(mode: str = "RGB", size: tuple[int, int] = (300, 200)) -> Image.Image:
    """A picture of nobody: dark on the left, light on the right, a white disc in the upper right corner."""
    image = Image.linear_gradient("L").rotate(90).resize(size).convert("RGB")
    wide, high = size
    ImageDraw.Draw(image).ellipse((wide * 0.8, high * 0.05, wide * 0.95, high * 0.25), fill=(255, 255, 255))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def _exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B], exif[0x010E], exif[0x9C9D] = NAMES[0], NAMES[1], NAMES[2].encode("utf-16-le")
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + NAMES[3].encode()
    return exif


def _profile() -> bytes:
    """A colour profile with a name in its description, as some cameras write it."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"sRGB built-in"[:8], NAMES[3][:8].encode()) + NAMES[3].encode()


def png_with_names() -> bytes:
    text = PngInfo()
    text.add_text("Patient", NAMES[0])
    text.add_text("Comment", NAMES[1] * 50, zip=True)
    text.add_itxt("XML:com.adobe.xmp", f"<x>{NAMES[2]}</x>")
    data = saved(drawn(), "PNG", pnginfo=text, exif=_exif(), icc_profile=_profile())
    own = NAMES[3].encode()
    chunk = struct.pack(">I", len(own)) + b"teSt" + own + struct.pack(">I", zlib.crc32(b"teSt" + own))
    return data[:-12] + chunk + data[-12:] + b"trailing " + NAMES[0].encode()


def jpeg_with_names(orientation: int = 1) -> bytes:
    exif = _exif(orientation)
    data = saved(
        drawn(), "JPEG", quality=95, exif=exif, comment=NAMES[0], icc_profile=_profile(),
        xmp=f"<x:xmpmeta>{NAMES[2]}</x:xmpmeta>".encode(),
    )  # fmt: skip
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 40) + b"\x1c\x02\x50\0\x0e" + NAMES[1].encode()
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:] + NAMES[3].encode()


def tiff_with_names() -> bytes:
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[270], info[315], info[305] = NAMES[0], NAMES[1], NAMES[3]
    info[700] = f"<x>{NAMES[2]}</x>".encode()
    return saved(drawn(), "TIFF", tiffinfo=info, compression="tiff_lzw")


def dicom(pixels: np.ndarray, photometric: str = "MONOCHROME2", **more: Any) -> bytes:
    """A DICOM file as a scanner writes it, the pixels rows by columns, with frames first if there are several."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=["example"])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    held = FileDataset(None, Dataset(), file_meta=meta, preamble=b"\0" * 128)  # type: ignore[arg-type]
    held.SOPClassUID, held.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    held.PatientName, held.PatientID, held.InstitutionName = f"{NAMES[0]}^{NAMES[1]}", NAMES[2], NAMES[3]
    held.PatientBirthDate, held.Modality, held.StudyDate = "19600217", "MR", "20260921"
    colour = pixels.ndim - (1 if "NumberOfFrames" in more else 0) == 3
    held.Rows, held.Columns = pixels.shape[-3:-1] if colour else pixels.shape[-2:]
    held.SamplesPerPixel = 3 if colour else 1
    if colour:
        held.PlanarConfiguration = 0
    bits = pixels.dtype.itemsize * 8
    held.PhotometricInterpretation, held.BitsAllocated, held.BitsStored, held.HighBit = (
        photometric,
        bits,
        bits,
        bits - 1,
    )
    held.PixelRepresentation = 1 if pixels.dtype.kind == "i" else 0
    held.PixelData = pixels.tobytes()
    for name, value in more.items():
        setattr(held, name, value)
    target = io.BytesIO()
    held.save_as(target, enforce_file_format=True)
    return target.getvalue()


def ramp(low: int, high: int, size: tuple[int, int] = (64, 64), kind: str = "int16") -> np.ndarray:
    """Values from low on the left to high on the right."""
    return np.tile(np.linspace(low, high, size[1]), (size[0], 1)).round().astype(kind)
