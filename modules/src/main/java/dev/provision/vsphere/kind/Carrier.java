package dev.provision.vsphere.kind;

/**
 * Where the mark of an object is stored, which says who owns it. Each kind has one carrier, from
 * {@link VsphereKind#carrier}; the privileges for marking follow from it.
 */
public sealed interface Carrier {
  /** In the extraConfig of a VM, set by the call that creates it. */
  record ExtraConfig() implements Carrier {}

  /**
   * In the custom attribute {@code provision} of a managed entity, set by a call of its own. Until
   * then the object has a temporary name that only this program uses.
   */
  record CustomAttribute() implements Carrier {}

  /** In the name of a list entry, such as a rule of a cluster. */
  record InName() implements Carrier {}

  /** In the names of folders on a datastore. */
  record FolderNames() implements Carrier {}

  /**
   * In an entry of the environment's journal, which is written before the object is created: each
   * entry is a sub-folder of the environment's home; on a single ESXi host, it is kept on a
   * datastore. For objects that cannot carry a mark.
   */
  record Journal() implements Carrier {}

  /** Behind the text of the object's description, set by the call that creates it. */
  record Description() implements Carrier {}

  /** In a label of the object, set by the call that adds it. */
  record Label() implements Carrier {}

  /** Nowhere: the object is looked up, or is adopted while the playbook says so. */
  record None() implements Carrier {}

  /** Instances and images. */
  Carrier EXTRA_CONFIG = new ExtraConfig();

  Carrier CUSTOM_ATTRIBUTE = new CustomAttribute();
  Carrier IN_NAME = new InName();
  Carrier FOLDER_NAMES = new FolderNames();
  Carrier JOURNAL = new Journal();
  Carrier DESCRIPTION = new Description();
  Carrier LABEL = new Label();
  Carrier NONE = new None();
}
