package dev.provision.modules.instances.vm;

import dev.provision.spi.Change;
import dev.provision.vsphere.exported.ExtraSpec;

/** The fields of a VM whose changes a step looks for when it makes them. */
public enum VmField implements Change.Named {
  VCPUS("vcpus"),
  RAM("ram"),
  CORES("cores_per_socket"),
  CPU_HOT_ADD("cpu_hot_add"),
  MEMORY_HOT_ADD("memory_hot_add"),
  HW_VERSION(ExtraSpec.HW_VERSION.path()),
  /** The root disk's size. */
  DISK("disk"),
  USER_DATA("user_data"),
  META_DATA("meta_data"),
  CONFIG_DRIVE("config_drive"),
  NAME("name"),
  FOLDER("folder"),
  POOL("resource_pool"),
  CLUSTER("cluster"),
  HOST("host"),
  DATASTORE("datastore"),
  POWER("power"),
  /** A change of marks alone, of whatever part. */
  MARKS("marks");

  private final String field;

  VmField(String field) {
    this.field = field;
  }

  @Override
  public String field() {
    return field;
  }
}
