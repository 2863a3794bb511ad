#!/usr/bin/env python3
"""Makes api.txt.gz, the table of vSphere's API types, of what two libraries state as data.

    python3 table.py pyvmomi-9.1.1.0-py3-none-any.whl govmomi/vim25/types/enum.go > api.txt.gz

Only facts are taken: names, bases, the order of fields, types, and versions. pyvmomi does not say
since when an enum has a value; govmomi does, for values that are newer than 7.0.

A line is one of these, words split by a space, `since` the first version of the API that has it:

    n namespace                         of the types that follow
    d name base since                   data object, base `-` for none
    f name type since                   its field, in the schema's order
    e name since value[@since]...       enum
    m name base since                   managed object type
    p name type since                   its property
    o name returns since                its method, by the name on the wire
    a name type since                   the method's parameter, in order, after `_this`

A type is an XML Schema type, a data object, an enum, or `&Name`, a reference to a managed object;
`[]` behind it stands for many, `?` for optional.
"""

import ast
import gzip
import re
import sys
import zipfile

SOURCES = ["core", "query", "vim", "pbm"]
FLAGS = {"F_LINK": 1, "F_LINKABLE": 2, "F_OPTIONAL": 4, "F_SECRET": 8}
XSD = {
    "vmodl.DateTime": "dateTime",
    "vmodl.Binary": "base64Binary",
    "vmodl.URI": "string",
    "vmodl.TypeName": "string",
    "vmodl.MethodName": "string",
    "vmodl.PropertyPath": "string",
}
PLAIN = {"string", "boolean", "byte", "short", "int", "long", "float", "double", "anyType", "void"}

# What pyvmomi makes in its own code and not as data. A fault stands in a LocalizedMethodFault
# wherever it is not the answer itself.
BUILT_IN = [
    ("vmodl.ManagedObject", "ManagedObject"),
    ("vmodl.MethodFault", "MethodFault"),
    ("vmodl.RuntimeFault", "RuntimeFault"),
]
BUILT_IN_LINES = [
    "d MethodFault - 2.0",
    "f faultCause LocalizedMethodFault? 4.0",
    "f faultMessage LocalizableMessage[]? 4.0",
    "d RuntimeFault MethodFault 2.0",
    "d LocalizedMethodFault DynamicData 2.0",
    "f fault MethodFault 2.0",
    "f localizedMessage string? 2.0",
    "m ManagedObject - 2.0",
]


def value(node):
    """A literal, with the flags of pyvmomi in it."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, (ast.List, ast.Tuple)):
        return [value(each) for each in node.elts]
    if isinstance(node, ast.Name):
        return FLAGS[node.id]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return value(node.left) | value(node.right)
    raise ValueError(ast.dump(node))


def statements(wheel):
    """The name of each function that is called, and its arguments."""
    with zipfile.ZipFile(wheel) as files:
        for source in SOURCES:
            text = files.read("pyVmomi/_typeinfo_%s.py" % source).decode()
            for line in ast.parse(text).body:
                call = getattr(line, "value", None)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                    yield source, call.func.id, [value(each) for each in call.args]


class Versions:
    """What pyvmomi calls a version, as the number that a server announces."""

    def __init__(self, calls):
        self.numbers = {}
        self.parents = {}
        for _, function, args in calls:
            if function == "AddVersion" and args[1] in ("vim2", "vim25", "pbm"):
                self.numbers[args[0]] = self.number(args[0], args[2])
            elif function == "AddVersionParent":
                self.parents.setdefault(args[0], set()).add(args[1])
        self.since = {}
        order = lambda name: [int(part) for part in self.numbers[name].split(".")]
        for name in sorted((n for n in self.numbers if n.startswith("vim.")), key=order):
            for parent in self.parents[name]:
                if parent.startswith("vmodl."):
                    self.since.setdefault(parent, self.numbers[name])

    @staticmethod
    def number(name, wire):
        if re.fullmatch(r"[0-9.]+", wire):
            return wire
        digits = re.match(r"[0-9.]+", wire)
        if digits:
            return digits.group()
        return name.rpartition(".v")[2].replace("_", ".")

    def of(self, name):
        return self.numbers[name] if name in self.numbers else self.since[name]


class Table:
    def __init__(self, calls, enum_values):
        self.versions = Versions(calls)
        self.enum_values = enum_values
        self.names = dict(BUILT_IN)
        self.managed = {"vmodl.ManagedObject"}
        self.faults = {"vmodl.MethodFault", "vmodl.RuntimeFault"}
        for _, function, args in calls:
            if function.startswith("Create"):
                self.names[args[0]] = args[1]
            if function == "CreateManagedType":
                self.managed.add(args[0])
        grown = True
        while grown:
            grown = False
            for _, function, args in calls:
                if function == "CreateDataType" and args[2] in self.faults:
                    grown |= args[0] not in self.faults
                    self.faults.add(args[0])

    def type(self, name, flags):
        many = name.endswith("[]")
        one = name[:-2] if many else name
        if one in PLAIN:
            wire = one
        elif one in XSD:
            wire = XSD[one]
        elif flags & FLAGS["F_LINK"]:
            wire = "string"  # the key of the object that is linked
        elif one in self.managed:
            wire = "&" + self.names[one]
        elif one in self.faults:
            wire = "LocalizedMethodFault"
        else:
            wire = self.names[one]
        return wire + ("[]" if many else "") + ("?" if flags & FLAGS["F_OPTIONAL"] else "")

    def field(self, letter, field):
        name, kind, version, flags = field[:4]
        return "%s %s %s %s" % (letter, name, self.type(kind, flags), self.versions.of(version))

    def base(self, name):
        return "-" if name in ("vmodl.DataObject", "vmodl.Object") else self.names[name]

    def lines(self, calls):
        yield "n urn:vim25"
        yield from BUILT_IN_LINES
        before = None
        for source, function, args in calls:
            if not function.startswith("Create"):
                continue
            if source == "pbm" and before != "pbm":
                yield "n urn:pbm"
            before = source
            if function == "CreateEnumType":
                yield from self.enum(args)
            elif function == "CreateDataType":
                since = self.versions.of(args[3])
                yield "d %s %s %s" % (args[1], self.base(args[2]), since)
                for field in args[4] or []:
                    yield self.field("f", field)
            else:
                yield from self.managed_type(args)

    def enum(self, args):
        newer = self.enum_values.get(args[1], {})
        values = [v + ("@" + newer[v] if v in newer else "") for v in args[3]]
        yield " ".join(["e", args[1], self.versions.of(args[2])] + values)

    def managed_type(self, args):
        yield "m %s %s %s" % (args[1], self.base(args[2]), self.versions.of(args[3]))
        for each in args[4] or []:
            yield self.field("p", each)
        for each in args[5] or []:
            returns = self.type(each[4][1], each[4][0])
            yield "o %s %s %s" % (each[1], returns, self.versions.of(each[2]))
            for parameter in each[3]:
                yield self.field("a", parameter)


def enum_values(go):
    """Since when enums have their newer values, by the name of the enum."""
    found = {}
    for block in re.finditer(r'minAPIVersionForEnumValue\["(\w+)"\] = map\[string\]string\{(.*?)\n\t\}', go, re.S):
        found[block[1]] = dict(re.findall(r'"([^"]+)":\s+"([^"]+)"', block[2]))
    return found


def main(wheel, enum_go):
    with open(enum_go, encoding="utf-8") as go:
        newer = enum_values(go.read())
    calls = list(statements(wheel))
    text = "\n".join(Table(calls, newer).lines(calls)) + "\n"
    # without a time, so that the same sources give the same file
    sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))


main(*sys.argv[1:])
