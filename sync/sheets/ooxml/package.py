"""A package: a zip of parts tied by relationships (ECMA-376 part 2).

Parts that nobody edits come out as they went in. What the parts mean is left to the other modules here.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

_CONTENT_TYPES = "[Content_Types].xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UTF_8 = re.compile(rb"""<\?xml[^>]*encoding=["']utf-8["'][^>]*\?>\s*""", re.IGNORECASE)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class PackageError(ValueError):
    """The bytes are not a package that can be used; the message is a clause such as `is damaged`."""


class Package:
    """The parts of one package, parsed when first asked for.

    Raises PackageError, here and in every method, where the zip or the XML is broken.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_ERRORS as error:
            raise PackageError("is not an Excel workbook (.xlsx or .xlsm)") from error
        # part names do not tell upper from lower case (ECMA-376 part 2, 6.3.5)
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self._added: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._roots: dict[str, Element] = {}
        self._edited: set[str] = set()

    def content(self, name: str) -> bytes:
        """Give the bytes of a part as they came in."""
        if name in self._added:
            return self._added[name]
        try:
            return self._zip.read(self._actual(name))
        except KeyError as error:
            raise PackageError(f"is damaged: it has no part {name}") from error
        except _ZIP_ERRORS as error:
            raise PackageError(f"is damaged: its part {name} cannot be unpacked") from error

    def xml(self, name: str) -> Element:
        """Give the root element of a part, to look at."""
        name = self._actual(name)
        if name not in self._roots:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
            try:
                self._roots[name] = etree.fromstring(self.content(name), parser)
            except etree.XMLSyntaxError as error:
                raise PackageError(f"is damaged: its part {name} is not XML") from error
        return self._roots[name]

    def edit(self, name: str) -> Element:
        """Give the root element of a part, to change in place."""
        self._edited.add(self._actual(name))
        return self.xml(name)

    def related(self, source: str, kind: str) -> list[str]:
        """List the parts that `source` (the empty string: the package) points to by a type of relationship.

        `kind` is the last word of the type's URI, which the transitional and the strict one share.
        """
        return [
            _resolve(source, relationship)
            for relationship in self._relationships(source)
            if relationship.get("Type", "").endswith(f"/{kind}")
        ]

    def target(self, source: str, identifier: str) -> str:
        """Find the part that `source` points to by a relationship's id."""
        for relationship in self._relationships(source):
            if relationship.get("Id") == identifier:
                return _resolve(source, relationship)
        raise PackageError(f"is damaged: {source} has no relationship {identifier}")

    def add(self, name: str, content: bytes, *, content_type: str, source: str, relationship: str) -> None:
        """Add a part that `source` points to by a relationship of that type (a URI)."""
        self._added[name] = content
        types = self.edit(_CONTENT_TYPES)
        _child(types, "Override", {"PartName": f"/{name}", "ContentType": content_type})
        relationships = self.edit(_relationships_of(source))
        taken = {item.get("Id") for item in relationships}
        identifier = next(free for n in range(1, len(taken) + 2) if (free := f"rId{n}") not in taken)
        attributes = {"Id": identifier, "Type": relationship, "Target": f"/{name}"}
        _child(relationships, "Relationship", attributes)

    def remove(self, name: str, *, source: str) -> None:
        """Remove a part that `source` points to."""
        self._removed.add(self._actual(name))
        types = self.edit(_CONTENT_TYPES)
        for item in [item for item in types if item.get("PartName", "").lower() == f"/{name}".lower()]:
            types.remove(item)
        relationships = self.edit(_relationships_of(source))
        for item in [item for item in self._relationships(source) if _resolve(source, item) == name]:
            relationships.remove(item)

    def save(self) -> bytes:
        """Give the package as bytes: what was not edited is as it was, in the same order."""
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            archive.comment = self._zip.comment
            for info in self._zip.infolist():
                if info.filename not in self._removed:
                    archive.writestr(_like(info), self._outcome(info.filename))
            for name in self._added:
                archive.writestr(zipfile.ZipInfo(name), self._outcome(name), zipfile.ZIP_DEFLATED)
        return output.getvalue()

    def _outcome(self, name: str) -> bytes:
        content = self.content(name)
        return _serialise(self._roots[name], content) if name in self._edited else content

    def _actual(self, name: str) -> str:
        return self._names.get(name.lower(), name)

    def _relationships(self, source: str) -> Iterator[Element]:
        name = _relationships_of(source)
        if name.lower() in self._names:
            for item in self.xml(name):
                if item.get("TargetMode") != "External":
                    yield item


def _child(parent: Element, tag: str, attributes: dict[str, str]) -> None:
    etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, tag), attributes)


def _relationships_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolve(source: str, relationship: Element) -> str:
    path = posixpath.join("/", posixpath.dirname(source), relationship.get("Target", ""))
    return posixpath.normpath(path).lstrip("/")


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Take over what a ZipInfo says of a part, but not where it stood in the old archive."""
    copy = zipfile.ZipInfo(info.filename, info.date_time)
    copy.compress_type = info.compress_type
    copy.comment = info.comment
    copy.create_system = info.create_system
    copy.external_attr = info.external_attr
    return copy


def _serialise(root: Element, before: bytes) -> bytes:
    """Write a part as UTF-8, with the XML declaration that it came with where that says so."""
    declared = _UTF_8.match(before)
    return (declared[0] if declared else _DECLARATION) + etree.tostring(root.getroottree(), encoding="UTF-8")
