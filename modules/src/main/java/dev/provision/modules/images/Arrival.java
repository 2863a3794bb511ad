package dev.provision.modules.images;

import com.vmware.vim25.HttpNfcLeaseManifestEntry;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineFileLayoutExFileInfo;
import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks that a lease received what was sent. A server keeps a manifest of the streams ({@code
 * HttpNfcLeaseGetManifest}): govmomi's importer compares its checksums with those of the files that
 * it sent (ovf/importer), and a stream without an entry did not arrive. We have not seen a real
 * server's manifest; servers before 6.7 say nothing of what they receive.
 */
final class Arrival {
  /** Even an answer with a success status does not prove that the server got the bytes. */
  private static final String WHY =
      "; something on the way, such as a proxy or a virus scanner, may have answered in the"
          + " server's place; nothing was kept";

  private static final String FILES = "layoutEx.file";

  private Arrival() {}

  /**
   * One stream as it was sent.
   *
   * @param key {@code HttpNfcLeaseDeviceUrl.key}
   * @param sha1 in lower-case hex
   */
  record Sent(String key, long bytes, String sha1) {}

  /**
   * @param tells whether servers of this version say what they received
   * @return whether this server said it
   */
  static boolean check(
      List<Sent> sent, List<HttpNfcLeaseManifestEntry> manifest, boolean tells, String file)
      throws ModuleException {
    for (Sent each : sent) {
      Optional<HttpNfcLeaseManifestEntry> entry =
          manifest.stream().filter(one -> each.key().equals(one.getKey())).findFirst();
      if (entry.isEmpty() && (tells || !manifest.isEmpty())) {
        throw ModuleException.refused(
            "of " + each.bytes() + " bytes of `" + file + "` that were sent none arrived" + WHY);
      }
      if (entry.isPresent()) {
        check(each, entry.get(), file);
      }
    }
    return tells || !manifest.isEmpty();
  }

  /**
   * For a server without a manifest: finds that all disk files are empty although data was sent.
   * Only thin disks show that.
   */
  static Optional<ModuleException> nothingStored(
      ManagedObjectReference vm, List<OutgoingDisk> sent, VsphereWriter write, String file)
      throws ModuleException {
    long wanted = sent.stream().mapToLong(each -> each.disk().filled().bytes()).sum();
    write.send(api -> api.refreshStorageInfo(vm));
    List<Long> extents =
        Stream.of(write.read(vm, FILES))
            .flatMap(
                one ->
                    one.get(FILES, VirtualMachineFileLayoutExFileInfo[].class)
                        .map(Arrays::stream)
                        .orElse(Stream.empty()))
            .filter(each -> "diskExtent".equals(each.getType()))
            .map(VirtualMachineFileLayoutExFileInfo::getSize)
            .toList();
    return wanted == 0 || extents.isEmpty() || extents.stream().anyMatch(size -> size > 0)
        ? Optional.empty()
        : Optional.of(
            ModuleException.refused(
                "the server stored nothing of `" + file + "`, which was sent" + WHY));
  }

  private static void check(Sent sent, HttpNfcLeaseManifestEntry entry, String file)
      throws ModuleException {
    String sum = String.valueOf(entry.getSha1());
    boolean hasSum = sum.matches("[0-9a-fA-F]{40}");
    if (hasSum ? sum.equalsIgnoreCase(sent.sha1()) : entry.getSize() == sent.bytes()) {
      return;
    }
    if (!hasSum && entry.getSize() == 0) {
      return; // the server fills in neither hash nor size
    }
    throw ModuleException.refused(
        "of `"
            + file
            + "` arrived "
            + entry.getSize()
            + " bytes"
            + (hasSum ? " with sha1 " + sum : "")
            + " where "
            + sent.bytes()
            + (hasSum ? " with sha1 " + sent.sha1() : "")
            + " were sent"
            + WHY);
  }
}
