package dev.provision.modules.images;

/** Glance's {@code container_format}. */
public enum ContainerFormat {
  BARE,
  OVA,
  OVF
}
