package dev.provision.modules.images;

import com.vmware.vim25.HttpNfcLeaseDeviceUrl;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.FileTrouble;
import dev.provision.modules.images.bytes.OutgoingDisk;
import dev.provision.modules.images.bytes.SourceDisk;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.modules.images.file.ImageFile;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.files.FileRefusal;
import dev.provision.vsphere.image.UploadHosts;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.NewerProperties;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a template VM from a file: calls {@code ImportVApp}, sends the bytes through its lease,
 * takes one snapshot and makes it a template. Until the lease is completed the server undoes
 * everything; after that, the snapshot shows that the content is complete.
 */
final class ImageImport {
  private static final String STREAM_VMDK = "application/x-vnd.vmware-streamVmdk";

  private final ImageWanted.Imported image;
  private final List<OutgoingDisk> disks;
  private final VsphereWriter write;

  /** Takes a source that is ready to be sent. */
  private ImageImport(ImagePreparation ready, VsphereWriter write) {
    this.image = ready.image();
    this.disks = ready.disks();
    this.write = write;
  }

  /** Where the VM is made. */
  record Site(
      ManagedObjectReference folder,
      ManagedObjectReference pool,
      ManagedObjectReference host,
      String datastoreName) {}

  /** Prepares the source first, because a lease would time out during a download or conversion. */
  static void run(ImageWanted.Imported image, ImageTools tools, Site site, VsphereWriter write)
      throws ModuleException, InterruptedException {
    try (ImagePreparation ready = ImagePreparation.of(image, tools, write.progress())) {
      new ImageImport(ready, write).run(site);
    }
  }

  private void run(Site site) throws ModuleException, InterruptedException {
    NfcLease lease = open(site);
    ManagedObjectReference vm = lease.vm();
    TemplateFinish template = TemplateFinish.of(vm, write);
    boolean committed = false;
    boolean tells = NewerProperties.tellsWhatArrived(write.inventory().version());
    boolean isTold = false;
    try {
      isTold = Arrival.check(send(lease), lease.manifest(), tells, image.file().name());
      lease.progress(100);
      lease.complete();
      committed = true;
    } catch (RemoteException e) {
      throw interrupted(e);
    } finally {
      if (!committed) {
        giveUp(lease, template);
      }
    }
    Optional<ModuleException> wrong = whatIsWrong(vm);
    if (wrong.isEmpty() && !isTold) {
      wrong = Arrival.nothingStored(vm, disks, write, image.file().name());
    }
    if (wrong.isPresent()) {
      template.destroy();
      throw wrong.get();
    }
    template.snapshotAndMark(image);
  }

  /**
   * Aborts the lease, which undoes the VM too. If that fails, as when the session was lost, the VM
   * is deleted as any other. What cannot be deleted now is found by the next try.
   */
  private static void giveUp(NfcLease lease, TemplateFinish template) throws InterruptedException {
    lease.abort();
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      template.destroy();
    } catch (ModuleException e) {
      return; // the first failure is the one to report
    }
  }

  /**
   * Reads back what the server made. vCenter gives a VM another instanceUuid if the one that we
   * asked for is in use by now, and only a disk of the file's size can have its content.
   */
  private Optional<ModuleException> whatIsWrong(ManagedObjectReference vm) throws ModuleException {
    List<Item> read = write.readAll(List.of(vm), "config.instanceUuid", "config.hardware.device");
    if (read.isEmpty()) {
      throw new ModuleException(
          ModuleException.Kind.STALE, "the imported VM was deleted by somebody", null);
    }
    ImageSeen made = new ImageSeen(read.get(0), InventoryPath.ROOT);
    if (!made.instanceUuid().equalsIgnoreCase(image.instanceUuid())) {
      return Optional.of(
          new ModuleException(
              ModuleException.Kind.STALE,
              "another run imported the same image meanwhile; this copy was deleted",
              null));
    }
    List<DataSize> wanted = image.file().disks().stream().map(SourceDisk::diskSize).toList();
    if (!made.diskSizes().equals(wanted)) {
      return Optional.of(
          ModuleException.refused(
              "the server made a disk of "
                  + sizes(made.diskSizes())
                  + " of a file that holds one of "
                  + sizes(wanted)
                  + "; it was deleted"));
    }
    return Optional.empty();
  }

  private static String sizes(List<DataSize> sizes) {
    return sizes.isEmpty()
        ? "no size"
        : String.join(" and ", sizes.stream().map(DataSize::toString).toList());
  }

  private NfcLease open(Site site) throws ModuleException, InterruptedException {
    try {
      return NfcLease.ready(
          write
              .api()
              .importVApp(
                  site.pool(),
                  ImportSpecs.of(image, site.datastoreName(), write.runId()),
                  site.folder(),
                  site.host()),
          write);
    } catch (RemoteException e) {
      throw Faults.lookingAgain(interrupted(e));
    }
  }

  /** Sends a stream for each disk that is not empty, and returns what was sent. */
  private List<Arrival.Sent> send(NfcLease lease) throws ModuleException, InterruptedException {
    List<HttpNfcLeaseDeviceUrl> targets = lease.disks(image.slots());
    for (HttpNfcLeaseDeviceUrl target : targets) {
      UploadHosts.check(address(target), write);
    }
    List<Arrival.Sent> all = new ArrayList<>();
    long total = disks.stream().mapToLong(OutgoingDisk::bytes).sum();
    ImageFile file = image.file();
    try (LeaseKeeper keeper = LeaseKeeper.start(lease)) {
      long before = 0;
      for (int i = 0; i < disks.size(); i++) {
        OutgoingDisk disk = disks.get(i);
        if (disk.isSent()) {
          String sent = send(disk, targets.get(i), before, total, keeper, all);
          before += disk.bytes();
          if (file.isSentAsItIs()) {
            ImagePreparation.changed(file, sent);
          }
        }
      }
      // a conversion on the way does not read the file in order, so it is hashed again; a file that
      // qemu-img converted was checked right after that
      if (!file.isSentAsItIs() && !file.isForeign()) {
        ImagePreparation.checkUnchanged(file);
      }
      return all;
    } catch (IOException e) {
      ImagePreparation.cancelled();
      throw new ModuleException(
          e instanceof FileRefusal refusal && !refusal.mayPass()
              ? ModuleException.Kind.REFUSED
              : ModuleException.Kind.TRANSIENT,
          "the upload of `" + file.name() + "` failed: " + FileTrouble.words(e),
          e);
    }
  }

  /** Sends one disk, and returns the SHA-256 of what was sent. */
  private String send(
      OutgoingDisk disk,
      HttpNfcLeaseDeviceUrl to,
      long before,
      long total,
      LeaseKeeper keeper,
      List<Arrival.Sent> all)
      throws IOException, ModuleException, InterruptedException {
    try (InputStream in = disk.open();
        Upload upload =
            new Upload(
                in,
                before,
                total,
                (percent, what) -> {
                  keeper.at(percent);
                  write.progress().at(percent, what);
                })) {
      write
          .files()
          .send(
              address(to),
              "POST",
              STREAM_VMDK,
              Optional.ofNullable(to.getSslThumbprint()).filter(print -> !print.isBlank()),
              upload,
              disk.bytes());
      all.add(new Arrival.Sent(to.getKey(), disk.bytes(), upload.sha1()));
      return upload.finish();
    }
  }

  private static URI address(HttpNfcLeaseDeviceUrl target) throws ModuleException {
    try {
      return URI.create(target.getUrl());
    } catch (IllegalArgumentException e) {
      // the address may give access to the lease, so it is not shown
      throw ModuleException.refused("the server gives an address for the upload that is none");
    }
  }

  /** When a run is cancelled, the call fails and the thread is marked as interrupted. */
  private static ModuleException interrupted(RemoteException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return Faults.translate(e);
  }
}
