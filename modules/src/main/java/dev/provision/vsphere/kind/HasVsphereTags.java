package dev.provision.vsphere.kind;

import java.util.Optional;

/** A declaration of an object that can have tags of vCenter. */
public interface HasVsphereTags {
  /** Empty where the playbook says nothing of them. */
  Optional<TagsSpec> vsphereTags();
}
