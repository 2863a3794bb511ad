package dev.provision.modules.images;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.HttpNfcLeaseDeviceUrl;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.DataSize;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.Faults;
import dev.provision.vsphere.FileRefusal;
import dev.provision.vsphere.InventoryPath;
import dev.provision.vsphere.Item;
import dev.provision.vsphere.VimFault;
import dev.provision.vsphere.VsphereWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Optional;

/**
 * Makes a template VM of a file: {@code ImportVApp}, the bytes through its lease, one snapshot, a
 * template. Before the lease is completed nothing stands; after it, the snapshot says that the
 * content is whole.
 */
final class ImageImport {
  private static final String STREAM_VMDK = "application/x-vnd.vmware-streamVmdk";

  private final ImageWanted.Imported image;
  private final VsphereWriter write;

  ImageImport(ImageWanted.Imported image, VsphereWriter write) {
    this.image = image;
    this.write = write;
  }

  /** Where the VM is made. */
  record Site(
      ManagedObjectReference folder,
      ManagedObjectReference pool,
      ManagedObjectReference host,
      String datastoreName) {}

  void run(Site site) throws ModuleException, InterruptedException {
    NfcLease lease = open(site);
    ManagedObjectReference vm = lease.vm();
    TemplateFinish template = TemplateFinish.of(vm, write);
    boolean committed = false;
    try {
      send(lease);
      lease.progress(100);
      lease.complete();
      committed = true;
    } catch (RemoteException e) {
      throw interrupted(e);
    } finally {
      if (!committed) {
        lease.abort();
      }
    }
    Optional<ModuleException> wrong = whatIsWrong(vm);
    if (wrong.isPresent()) {
      template.destroy();
      throw wrong.get();
    }
    template.snapshotAndMark(image);
  }

  /**
   * Reads back what the server made of it: vCenter gives a VM another instanceUuid when the one
   * that was asked for is taken since, and only a disk of the file's size can hold its content.
   */
  private Optional<ModuleException> whatIsWrong(ManagedObjectReference vm) throws ModuleException {
    ImageSeen made;
    try {
      List<Item> read =
          VmProperties.read(List.of(vm), write, "config.instanceUuid", "config.hardware.device");
      if (read.isEmpty()) {
        throw new ModuleException(
            ModuleException.Kind.STALE, "the imported VM was deleted by somebody", null);
      }
      made = new ImageSeen(read.get(0), InventoryPath.ROOT);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
    if (!made.instanceUuid().equalsIgnoreCase(image.instanceUuid())) {
      return Optional.of(
          new ModuleException(
              ModuleException.Kind.STALE,
              "another run imported the same image meanwhile; this copy was deleted",
              null));
    }
    DataSize capacity = image.file().disk().diskSize();
    if (!made.diskSize().equals(Optional.of(capacity))) {
      return Optional.of(
          ModuleException.refused(
              "the server made a disk of "
                  + made.diskSize().map(DataSize::toString).orElse("no size")
                  + " of a file that holds one of "
                  + capacity
                  + "; it was deleted"));
    }
    return Optional.empty();
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
      throw refusal(e);
    }
  }

  /** A name that is taken since the plan is what another run that imports the same image made. */
  private static ModuleException refusal(RemoteException e) throws InterruptedException {
    ModuleException refused = interrupted(e);
    if (e instanceof VimFault fault && fault.is(DuplicateName.class)) {
      return new ModuleException(ModuleException.Kind.STALE, refused.getMessage(), e);
    }
    return refused;
  }

  private void send(NfcLease lease) throws ModuleException, InterruptedException {
    HttpNfcLeaseDeviceUrl target = lease.disk();
    ImageFile file = image.file();
    try (LeaseKeeper keeper = LeaseKeeper.start(lease);
        InputStream in = Files.newInputStream(file.path());
        Upload upload =
            new Upload(
                in,
                file.bytes(),
                (percent, what) -> {
                  keeper.at(percent);
                  write.progress().at(percent, what);
                })) {
      write
          .files()
          .send(
              address(target),
              "POST",
              STREAM_VMDK,
              Optional.ofNullable(target.getSslThumbprint()).filter(print -> !print.isBlank()),
              upload,
              file.bytes());
      String sent = upload.finish();
      if (!sent.equals(file.sha256())) {
        throw ModuleException.refused(
            "`"
                + file.name()
                + "` changed while it was read: what was sent has sha256 "
                + sent
                + ", what was planned "
                + file.sha256()
                + "; nothing was kept");
      }
    } catch (IOException e) {
      throw new ModuleException(
          e instanceof FileRefusal refusal && !refusal.mayPass()
              ? ModuleException.Kind.REFUSED
              : ModuleException.Kind.TRANSIENT,
          "the upload of `" + file.name() + "` failed: " + e.getMessage(),
          e);
    }
  }

  private static URI address(HttpNfcLeaseDeviceUrl target) throws ModuleException {
    try {
      return URI.create(target.getUrl());
    } catch (IllegalArgumentException e) {
      // it may be a key to the lease, so it is not shown
      throw ModuleException.refused("the server gives an address for the upload that is none");
    }
  }

  /** The wire ends with a failure and the mark of interruption when the run is cancelled. */
  private static ModuleException interrupted(RemoteException e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return Faults.translate(e);
  }
}
