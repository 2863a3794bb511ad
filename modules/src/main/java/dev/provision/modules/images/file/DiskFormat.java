package dev.provision.modules.images.file;

/** Glance's {@code disk_format}. */
public enum DiskFormat {
  VMDK,
  ISO,
  QCOW2,
  RAW,
  VHD,
  VHDX,
  VDI
}
