package dev.provision.vsphere.kind;

/**
 * Where it is written whose a thing is. A kind has one, and {@link VsphereKind#carrier} says which:
 * what it takes of privileges follows.
 */
public sealed interface Carrier {
  /** In a VM's extraConfig, in the call that makes it. */
  record ExtraConfig() implements Carrier {}

  /**
   * In the custom attribute {@code provision} of a managed entity, with a call of its own: until
   * then the thing has a name that only we use.
   */
  record CustomAttribute() implements Carrier {}

  /** In the name of an entry of a list, such as a rule of a cluster. */
  record InName() implements Carrier {}

  /** In names of folders on a datastore. */
  record FolderNames() implements Carrier {}

  /**
   * In an entry of the environment's journal, written before the thing is made: a sub-folder of the
   * environment's home each. For what can carry no mark.
   */
  record Journal() implements Carrier {}

  /** Nowhere: it is looked up, or adopted for as long as the playbook says so. */
  record None() implements Carrier {}

  /** Instances and images. */
  Carrier EXTRA_CONFIG = new ExtraConfig();

  Carrier CUSTOM_ATTRIBUTE = new CustomAttribute();
  Carrier IN_NAME = new InName();
  Carrier FOLDER_NAMES = new FolderNames();
  Carrier JOURNAL = new Journal();
  Carrier NONE = new None();
}
