package dev.provision.modules.volumes;

import dev.provision.spi.Change;

/** The fields of a volume that can differ, besides its snapshots. */
enum VolumeField implements Change.Named {
  SIZE("size"),
  TYPE("type"),
  PROTECT("protect"),
  PATH("path");

  /** One snapshot of a volume. */
  record Snapshot(String name) implements Change.Named {
    @Override
    public String field() {
      return "snapshots." + name;
    }
  }

  private final String field;

  VolumeField(String field) {
    this.field = field;
  }

  @Override
  public String field() {
    return field;
  }
}
