"""A checker of REFI-QDA codebooks, made from what the standard says of each element, for what we write."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

NAMESPACE = "{urn:QDA-XML:codebook:1.0}"
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    "CodeBook": {"origin": re.compile(".*", re.DOTALL)},
    "Codes": {},
    "Code": {
        "guid": re.compile(rf"{GUID.pattern}|\{{{GUID.pattern}\}}"),
        "name": re.compile(".*", re.DOTALL),
        "isCodable": re.compile("true|false|1|0"),
        "color": re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"),
    },
    "Description": {},
}
NEEDED = {"Code": {"guid", "name", "isCodable"}}
CHILDREN = {"CodeBook": "Codes ", "Codes": "(Code )+", "Code": "(Description )?(Code )*", "Description": ""}


def faults(data: bytes) -> list[str]:
    """What is wrong with a codebook; also GUIDs that two codes have, which the schema of the standard lets pass."""
    root = ET.fromstring(data)
    found = [] if data.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n") else ["no declaration of XML"]
    found += [] if root.tag == f"{NAMESPACE}CodeBook" else [f"the root is {root.tag}"]
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        if name not in ATTRIBUTES:
            found.append(f"unknown element {element.tag}")
            continue
        for attribute, value in element.attrib.items():
            if attribute not in ATTRIBUTES[name] or not ATTRIBUTES[name][attribute].fullmatch(value):
                found.append(f"{name} has {attribute}={value}")
        found += [f"{name} has no {attribute}" for attribute in NEEDED.get(name, set()) - element.attrib.keys()]
        children = "".join(f"{child.tag.removeprefix(NAMESPACE)} " for child in element)
        if not re.fullmatch(CHILDREN[name], children):
            found.append(f"{name} has the children {children}")
        if len(element) and (element.text or "").strip():
            found.append(f"{name} has text between its children")
    guids = [element.get("guid", "").strip("{}").lower() for element in root.iter(f"{NAMESPACE}Code")]
    return found + [f"two codes have the GUID {guid}" for guid in sorted({guid for guid in guids if guids.count(guid) > 1})]
