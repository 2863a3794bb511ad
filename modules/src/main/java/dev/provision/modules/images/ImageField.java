package dev.provision.modules.images;

import dev.provision.spi.Change;

/** What can differ in an imported image and be repaired. */
enum ImageField implements Change.Named {
  CONTENT("content"),
  IDENTITY("identity"),
  /** The file on the datastore, without which instances boot from nothing. */
  FILE("file"),
  NAME("name"),
  VISIBILITY("visibility"),
  SNAPSHOT("snapshot"),
  TEMPLATE("template");

  private final String field;

  ImageField(String field) {
    this.field = field;
  }

  @Override
  public String field() {
    return field;
  }
}
