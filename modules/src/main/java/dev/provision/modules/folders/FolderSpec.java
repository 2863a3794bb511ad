package dev.provision.modules.folders;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import java.util.Map;
import java.util.Optional;

/** {@code team-a: {path: /DC0/vm/team-a}}. */
@Doc(
    "A folder for VMs, or for hosts, datastores, networks or datacenters, as its path says. Folders"
        + " above it that do not exist are made too.")
public record FolderSpec(
    @Doc("Its inventory path; `/<datacenter>/vm/<name>` when left out.") Optional<PlaceName> path,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements HasCustomAttributes, HasVsphereTags {}
