package dev.provision.modules.datacenters;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import java.util.Map;
import java.util.Optional;

/** {@code DC1: {folder: /eu}}. */
@Doc("A datacenter. It is deleted when all its trees are empty.")
public record DatacenterSpec(
    @Doc("The folder of datacenters that contains it, by name or path; none when left" + " out.")
        @Refers("folders")
        Optional<Ref> folder,
    @Doc(
            "The version of the virtual hardware of new VMs that name none, like vmx-19; a cluster"
                + " may have its own.")
        Optional<String> defaultHardwareVersion,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements HasCustomAttributes, HasVsphereTags {}
