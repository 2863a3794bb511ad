package dev.provision.modules.images.file;

import dev.provision.modules.images.bytes.SliceBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The format of a file, judged by its bytes and not by its name. */
public enum FileFormat {
  SPARSE_VMDK("a sparse VMDK", "vmdk"),
  VMDK_DESCRIPTOR("the descriptor of a VMDK", "vmdk"),
  ESX_SPARSE("a VMDK of ESX's COWD format", "vmdk"),
  QCOW2("a qcow2 disk", "qcow2"),
  VHD("a VHD disk", "vpc"),
  VHDX("a VHDX disk", "vhdx"),
  VDI("a VirtualBox VDI disk", "vdi"),
  RAW("a raw disk", "raw"),
  ISO("an ISO image, which is a CD and no disk", ""),
  TAR("an OVA", ""),
  OVF("an OVF", ""),
  GZIP("compressed with gzip: unpack it with `gunzip`", ""),
  XZ("compressed with xz: unpack it with `unxz`", ""),
  ZIP("a zip archive: unpack it with `unzip`", ""),
  HTML("an HTML page, probably of a download that failed", ""),
  EMPTY("empty", ""),
  UNKNOWN(
      "of no known disk format; where it is a raw disk without a boot sector, say `disk_format:"
          + " raw`",
      "");

  private static final int ISO_MAGIC_AT = 32769;
  private static final int VDI_MAGIC_AT = 64;
  private static final int TAR_MAGIC_AT = 257;
  private static final int SECTOR = 512;

  private final String words;

  private final String qemuName;

  FileFormat(String words, String qemuName) {
    this.words = words;
    this.qemuName = qemuName;
  }

  /** Completes the sentence that starts with the file's name and {@code is}. */
  public String words() {
    return words;
  }

  /** The name for {@code qemu-img -f}; empty when qemu-img does not read this format. */
  public String qemuName() {
    return qemuName;
  }

  /** Glance's word for the disk; the disks of an OVA are VMDKs. */
  public DiskFormat diskFormat() {
    return switch (this) {
      case ISO -> DiskFormat.ISO;
      case QCOW2 -> DiskFormat.QCOW2;
      case RAW -> DiskFormat.RAW;
      case VHD -> DiskFormat.VHD;
      case VHDX -> DiskFormat.VHDX;
      case VDI -> DiskFormat.VDI;
      default -> DiskFormat.VMDK;
    };
  }

  /** Glance's word for what the disk is packed in. */
  public ContainerFormat containerFormat() {
    return switch (this) {
      case TAR -> ContainerFormat.OVA;
      case OVF -> ContainerFormat.OVF;
      default -> ContainerFormat.BARE;
    };
  }

  static FileFormat of(SliceBytes file) throws IOException {
    byte[] head = read(file, 0, SECTOR);
    if (head.length == 0) {
      return EMPTY;
    }
    if (has(head, 0, "KDMV")) {
      return SPARSE_VMDK;
    }
    if (has(head, 0, "# Disk DescriptorFile")) {
      return VMDK_DESCRIPTOR;
    }
    if (has(head, 0, "COWD")) {
      return ESX_SPARSE;
    }
    if (has(head, 0, "QFI\u00fb")) {
      return QCOW2;
    }
    if (has(head, 0, "vhdxfile")) {
      return VHDX;
    }
    if (has(head, VDI_MAGIC_AT, "\u007f\u0010\u00da\u00be")) {
      return VDI;
    }
    if (has(head, TAR_MAGIC_AT, "ustar")) {
      return TAR;
    }
    if (has(head, 0, "\u001f\u008b")) {
      return GZIP;
    }
    if (has(head, 0, "\u00fd7zXZ")) {
      return XZ;
    }
    if (has(head, 0, "PK\u0003\u0004")) {
      return ZIP;
    }
    return ofText(head) != UNKNOWN ? ofText(head) : ofFarBytes(file, head);
  }

  private static FileFormat ofText(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return HTML;
    }
    return text.startsWith("<?xml") || text.startsWith("<envelope") ? OVF : UNKNOWN;
  }

  private static FileFormat ofFarBytes(SliceBytes file, byte[] head) throws IOException {
    if (has(read(file, ISO_MAGIC_AT, 5), 0, "CD001")) {
      return ISO;
    }
    // a fixed VHD is a raw disk with a footer; a dynamic one also has a copy of it at the start
    byte[] tail = read(file, Math.max(0, file.size() - SECTOR), SECTOR);
    if (has(head, 0, "conectix") || has(tail, 0, "conectix")) {
      return VHD;
    }
    return has(head, SECTOR - 2, "\u0055\u00aa") ? RAW : UNKNOWN;
  }

  /** The bytes at this position; fewer than asked for at the end of the file. */
  private static byte[] read(SliceBytes file, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
      continue;
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static boolean has(byte[] bytes, int at, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= at + wanted.length
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
