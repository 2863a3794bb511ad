package dev.provision.modules.images.file;

/** Glance's {@code container_format}. */
public enum ContainerFormat {
  BARE,
  OVA,
  OVF
}
