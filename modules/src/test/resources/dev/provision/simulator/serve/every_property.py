#!/usr/bin/env python3
"""Reads every property of every object that a vCenter leads to, as pyvmomi knows them.

    every_property.py HOST PORT USER PASSWORD CA_FILE [VERSION]

VERSION is pyvmomi's name of one, vim.version.version10 for 6.0; without it the newest is spoken.
Prints what went wrong, a line each, then how many objects and properties it read.
"""
import ssl
import sys

from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl
from pyVmomi.VmomiSupport import DataObject, ManagedObject


def references(value):
    if isinstance(value, ManagedObject):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, DataObject):
        for each in value._GetPropertyList():
            yield from references(getattr(value, each.name))


def one_by_one(instance, versions):
    """Each by the call that an attribute makes; what is newer than the server is not asked for."""
    waiting, seen, read, failed = [instance], {}, 0, []
    while waiting:
        thing = waiting.pop()
        if thing._moId in seen:
            continue
        seen[thing._moId] = thing
        for each in thing._GetPropertyList():
            if each.version not in versions:
                continue
            try:
                waiting.extend(references(getattr(thing, each.name)))
                read += 1
            except Exception as e:
                failed.append(f"{type(thing).__name__}.{each.name}: {e!r}")
    return list(seen.values()), read, failed


def at_once(content, things):
    """All properties of an object with one call, in pages."""
    failed = []
    collector = vmodl.query.PropertyCollector
    for sort in sorted({type(thing) for thing in things}, key=lambda each: each.__name__):
        objects = [collector.ObjectSpec(obj=each) for each in things if type(each) is sort]
        spec = collector.FilterSpec(
            propSet=[collector.PropertySpec(type=sort, all=True)], objectSet=objects
        )
        try:
            page = content.propertyCollector.RetrievePropertiesEx(
                [spec], collector.RetrieveOptions(maxObjects=2)
            )
            count = len(page.objects)
            while page.token:
                page = content.propertyCollector.ContinueRetrievePropertiesEx(page.token)
                count += len(page.objects)
            if count != len(objects):
                failed.append(f"{sort.__name__}: {count} of {len(objects)} came")
        except Exception as e:
            failed.append(f"{sort.__name__}: {e!r}")
    return failed


def main(host, port, user, password, ca_file, version=None):
    instance = SmartConnect(
        host=host,
        port=int(port),
        user=user,
        pwd=password,
        sslContext=ssl.create_default_context(cafile=ca_file),
        preferredApiVersions=[version] if version else None,
    )
    from pyVmomi.VmomiSupport import parentMap

    versions = parentMap[instance._stub.version]
    content = instance.RetrieveContent()
    machines = content.viewManager.CreateContainerView(
        content.rootFolder, [vim.VirtualMachine], True
    )
    for machine in machines.view:
        if not machine.config.template:
            WaitForTask(machine.PowerOn())
    things, read, failed = one_by_one(instance, versions)
    failed += at_once(content, things)
    for line in sorted(set(failed)):
        print(line)
    print(f"{len(things)} objects, {read} properties")
    Disconnect(instance)


if __name__ == "__main__":
    main(*sys.argv[1:])
