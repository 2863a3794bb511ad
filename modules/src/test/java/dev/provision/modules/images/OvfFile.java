package dev.provision.modules.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An OVF with two disks on one SCSI controller, as tests need it: beside its files, or packed into
 * an OVA as {@code ovftool} packs it.
 *
 * @param files by name, in the order in which they are packed
 */
public record OvfFile(Map<String, byte[]> files) {
  private static final int BLOCK = 512;

  public OvfFile {
    files = new LinkedHashMap<>(files);
  }

  /**
   * Of two streamOptimized disks.
   *
   * @param subType the OVF's word for the controller, {@code VirtualSCSI}
   */
  public static OvfFile of(Path folder, String subType, long firstBytes, long secondBytes)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("vm.ovf", text(subType, firstBytes, secondBytes).getBytes(StandardCharsets.UTF_8));
    Path scratch = Files.createTempDirectory(folder, "disks");
    files.put(
        "vm-disk1.vmdk",
        Files.readAllBytes(
            StreamOptimizedFile.ofCapacity(firstBytes).write(scratch.resolve("1.vmdk"))));
    files.put(
        "vm-disk2.vmdk",
        Files.readAllBytes(
            StreamOptimizedFile.ofCapacity(secondBytes)
                .withFilledGrains(7)
                .write(scratch.resolve("2.vmdk"))));
    return new OvfFile(files);
  }

  private static String text(String subType, long first, long second) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"
            xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
            xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/\
        CIM_ResourceAllocationSettingData"
            xmlns:vmw="http://www.vmware.com/schema/ovf">
          <References>
            <File ovf:href="vm-disk1.vmdk" ovf:id="file1"/>
            <File ovf:href="vm-disk2.vmdk" ovf:id="file2"/>
          </References>
          <DiskSection>
            <Info>disks</Info>
            <Disk ovf:capacity="%d" ovf:diskId="vmdisk1" ovf:fileRef="file1"/>
            <Disk ovf:capacity="%d" ovf:capacityAllocationUnits="byte * 2^20"
                ovf:diskId="vmdisk2" ovf:fileRef="file2"/>
          </DiskSection>
          <VirtualSystem ovf:id="vm">
            <OperatingSystemSection ovf:id="94" vmw:osType="ubuntu64Guest"/>
            <VirtualHardwareSection>
              <Item>
                <rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType>
                <rasd:VirtualQuantity>2</rasd:VirtualQuantity>
              </Item>
              <Item>
                <rasd:Address>0</rasd:Address><rasd:InstanceID>3</rasd:InstanceID>
                <rasd:ResourceSubType>%s</rasd:ResourceSubType>
                <rasd:ResourceType>6</rasd:ResourceType>
              </Item>
              <Item>
                <rasd:AddressOnParent>1</rasd:AddressOnParent>
                <rasd:HostResource>ovf:/disk/vmdisk2</rasd:HostResource>
                <rasd:InstanceID>8</rasd:InstanceID><rasd:Parent>3</rasd:Parent>
                <rasd:ResourceType>17</rasd:ResourceType>
              </Item>
              <Item>
                <rasd:AddressOnParent>0</rasd:AddressOnParent>
                <rasd:HostResource>ovf:/disk/vmdisk1</rasd:HostResource>
                <rasd:InstanceID>7</rasd:InstanceID><rasd:Parent>3</rasd:Parent>
                <rasd:ResourceType>17</rasd:ResourceType>
              </Item>
              <Item>
                <rasd:InstanceID>9</rasd:InstanceID>
                <rasd:ResourceSubType>E1000</rasd:ResourceSubType>
                <rasd:ResourceType>10</rasd:ResourceType>
              </Item>
              <vmw:Config vmw:key="firmware" vmw:value="efi"/>
            </VirtualHardwareSection>
          </VirtualSystem>
        </Envelope>
        """
        .formatted(first, second >> 20, subType);
  }

  /** With other bytes under a name. */
  public OvfFile with(String name, byte[] bytes) {
    Map<String, byte[]> changed = new LinkedHashMap<>(files);
    changed.put(name, bytes);
    return new OvfFile(changed);
  }

  /** With another text. */
  public OvfFile replacing(String part, String by) {
    String text = new String(files.get("vm.ovf"), StandardCharsets.UTF_8);
    if (!text.contains(part)) {
      throw new IllegalArgumentException("the OVF has no `" + part + "`");
    }
    return with("vm.ovf", text.replace(part, by).getBytes(StandardCharsets.UTF_8));
  }

  /** With the hashes of all that is there so far. */
  public OvfFile withManifest(String algorithm) {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (name, bytes) ->
            lines.append(algorithm + "(" + name + ")= " + hash(algorithm, bytes) + "\n"));
    return with("vm.mf", lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm.replace("SHA", "SHA-"));
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Writes all files beside each other and returns the OVF. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return folder.resolve("vm.ovf");
  }

  /** Writes one archive and returns it. */
  public Path pack(Path ova) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      tar.write(header(file.getKey(), file.getValue().length));
      tar.write(file.getValue());
      tar.write(new byte[(BLOCK - file.getValue().length % BLOCK) % BLOCK]);
    }
    tar.write(new byte[2 * BLOCK]);
    return Files.write(ova, tar.toByteArray());
  }

  private static byte[] header(String name, long size) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    header.put(0, name.getBytes(StandardCharsets.US_ASCII));
    header.put(100, "0000644\0".getBytes(StandardCharsets.US_ASCII));
    header.put(124, "%011o\0".formatted(size).getBytes(StandardCharsets.US_ASCII));
    header.put(156, (byte) '0');
    header.put(257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
    header.put(148, "        ".getBytes(StandardCharsets.US_ASCII));
    int sum = 0;
    for (byte one : header.array()) {
      sum += Byte.toUnsignedInt(one);
    }
    header.put(148, "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII));
    return header.array();
  }
}
