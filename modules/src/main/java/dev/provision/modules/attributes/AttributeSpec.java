package dev.provision.modules.attributes;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.vsphere.kind.NamesAttribute;
import java.util.Optional;

/** {@code owner: {type: VirtualMachine}}. */
@Doc(
    "The definition of a custom attribute. Deleting it deletes its values on all objects of the"
        + " vCenter, so it stays while an object that is not ours has one.")
public record AttributeSpec(
    @Doc(
            "Its name in vCenter; that of the resource when left out. Its values stay when it changes.")
        Optional<String> name,
    @Doc(
            "The type of the objects that can have a value, in vSphere's word, or global for all."
                + " When left out, a new one is global, and the type of one that is there is not"
                + " compared.")
        Optional<AttributeType> type,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing)
    implements NamesAttribute {}
