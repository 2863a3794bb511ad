package dev.provision.simulator.vm;

import com.vmware.vim25.HttpNfcLeaseDeviceUrl;
import com.vmware.vim25.HttpNfcLeaseInfo;
import com.vmware.vim25.HttpNfcLeaseManifestEntry;
import com.vmware.vim25.HttpNfcLeaseState;
import com.vmware.vim25.InvalidState;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.Timedout;
import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.simulator.inventory.ManagedEntity;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.SessionManager;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.storage.UploadedBytes;
import dev.provision.simulator.storage.Uploads;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code HttpNfcLease}: an import that is under way. Its VM stays only if the import is completed;
 * an abort, a timeout or the end of the session removes it.
 */
public final class HttpNfcLease implements ManagedType, Uploads.Imports {
  private static final String TYPE = "HttpNfcLease";
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration READY = Duration.ofMillis(150);

  /** Where the bytes of one disk go. */
  private record Target(Managed lease, Managed vm, int diskKey, String key) {}

  private final World world;
  private final DatastoreContents files;
  private final ManagedEntity entities;
  private final Map<String, Target> targets = new HashMap<>();
  private final Map<String, Long> signs = new HashMap<>();
  private final Map<String, Managed> open = new HashMap<>();

  /** By lease, then by the device's key. */
  private final Map<String, Map<String, HttpNfcLeaseManifestEntry>> manifests = new HashMap<>();

  private Runnable onEnd = () -> {};
  private Optional<Supplier<String>> tickets = Optional.empty();

  public HttpNfcLease(
      World world, DatastoreContents files, ManagedEntity entities, SessionManager sessions) {
    this.world = world;
    this.files = files;
    this.entities = entities;
    sessions.onEnd(
        session -> {
          for (Managed lease : List.copyOf(open.values())) {
            if (session.owned().contains(lease.ref())) {
              undo(lease, new InvalidState());
            }
          }
        });
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": error info initializeProgress mode state transferProgress")
        .passing(TYPE)
        .on(TYPE, "HttpNfcLeaseProgress", "", this::progress)
        .on(TYPE, "HttpNfcLeaseGetManifest", "", this::manifest)
        .on(TYPE, "HttpNfcLeaseComplete", "", this::complete)
        .on(TYPE, "HttpNfcLeaseAbort", "", this::abort);
  }

  /** The listener is called each time that a lease has ended. */
  public void onEnd(Runnable listener) {
    onEnd = listener;
  }

  /** Whether a VM is still being imported; such a VM does not outlive this process. */
  public boolean isImporting(Managed vm) {
    return targets.values().stream().anyMatch(target -> target.vm() == vm);
  }

  /**
   * Hosts are reached by the address of the connection: {@code *} stands for it (vSphere API,
   * {@code HttpNfcLeaseDeviceUrl.url}).
   */
  public void behindOneAddress(Supplier<String> unguessable) {
    tickets = Optional.of(unguessable);
  }

  ManagedObjectReference open(Invocation in, Managed vm) {
    Managed lease = world.add(TYPE, "session[" + in.session().key() + "]lease-");
    in.session().owned().add(lease.ref());
    open.put(lease.id(), lease);
    world.set(lease, "state", HttpNfcLeaseState.initializing);
    world.set(lease, "initializeProgress", 0);
    List<HttpNfcLeaseDeviceUrl> urls = new ArrayList<>();
    Managed host = world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host);
    String address =
        tickets
            .map(ticket -> "*/nfc/" + ticket.get())
            .orElseGet(() -> host.name() + "/nfc/" + lease.id().replaceAll("[^a-z0-9-]", ""));
    HttpNfcLeaseInfo info = new HttpNfcLeaseInfo();
    for (VirtualDisk disk : VmFiles.disks(VmFiles.config(vm))) {
      String name = "disk-" + urls.size() + ".vmdk";
      HttpNfcLeaseDeviceUrl url = new HttpNfcLeaseDeviceUrl();
      String device = place(disk, VmFiles.config(vm));
      url.key = "/" + vm.id() + "/" + device;
      url.importKey = "/" + vm.name() + "/" + device;
      url.url = "https://" + address + "/" + name;
      url.sslThumbprint = "";
      url.disk = true;
      url.targetId = name;
      urls.add(url);
      targets.put(url.url, new Target(lease, vm, disk.key, url.key));
      info.totalDiskCapacityInKB += disk.capacityInKB;
    }
    info.lease = lease.ref();
    info.entity = vm.ref();
    info.deviceUrl = urls.toArray(new HttpNfcLeaseDeviceUrl[0]);
    info.leaseTimeout = (int) TIMEOUT.toSeconds();
    sign(lease);
    world.after(
        READY,
        () -> {
          if (open.containsKey(lease.id())) {
            world.set(lease, "info", info);
            world.set(lease, "initializeProgress", 100);
            world.set(lease, "state", HttpNfcLeaseState.ready);
          }
        });
    return lease.ref();
  }

  /** As a vCenter names a disk in its keys: {@code VirtualLsiLogicController0:1}. */
  private static String place(VirtualDisk disk, VirtualMachineConfigInfo config) {
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualController controller
          && Integer.valueOf(controller.key).equals(disk.controllerKey)) {
        return controller.getClass().getSimpleName() + controller.busNumber + ":" + disk.unitNumber;
      }
    }
    throw new IllegalStateException("disk " + disk.key + " hangs on nothing");
  }

  private void sign(Managed lease) {
    long now = world.now();
    signs.put(lease.id(), now);
    world.after(
        Duration.ofMillis(Math.round(TIMEOUT.toMillis() * world.settings().speed())),
        () -> {
          if (open.containsKey(lease.id()) && signs.get(lease.id()) == now) {
            undo(lease, new Timedout());
          }
        });
  }

  private Managed ready(Invocation in) throws VimFault {
    if (in.self().get("state") != HttpNfcLeaseState.ready) {
      throw Refuse.state("The lease is " + in.self().get("state") + ", not ready.");
    }
    return in.self();
  }

  private Object progress(Invocation in) throws VimFault {
    Managed lease = ready(in);
    world.set(lease, "transferProgress", in.get("percent", Integer.class));
    sign(lease);
    return null;
  }

  private Object manifest(Invocation in) throws VimFault {
    return manifests
        .getOrDefault(ready(in).id(), Map.of())
        .values()
        .toArray(HttpNfcLeaseManifestEntry[]::new);
  }

  private Object complete(Invocation in) throws VimFault {
    Managed lease = ready(in);
    close(lease);
    world.set(lease, "state", HttpNfcLeaseState.done);
    onEnd.run();
    return null;
  }

  private Object abort(Invocation in) throws VimFault {
    if (!open.containsKey(in.self().id())) {
      throw Refuse.state("The lease is " + in.self().get("state") + ".");
    }
    undo(in.self(), new InvalidState());
    return null;
  }

  private void close(Managed lease) {
    open.remove(lease.id());
    manifests.remove(lease.id());
    targets.values().removeIf(target -> target.lease() == lease);
  }

  private void undo(Managed lease, MethodFault why) {
    Optional<Managed> vm =
        targets.values().stream()
            .filter(target -> target.lease() == lease)
            .map(Target::vm)
            .findFirst();
    close(lease);
    try {
      if (vm.isPresent() && world.get(vm.get().ref()).isPresent()) {
        entities.destroyed(vm.get());
      }
    } catch (VimFault e) {
      throw new IllegalStateException(e);
    }
    if (world.get(lease.ref()).isPresent()) {
      LocalizedMethodFault error = new LocalizedMethodFault();
      error.fault = why;
      error.localizedMessage = "The import was given up.";
      world.set(lease, "error", error);
      world.set(lease, "state", HttpNfcLeaseState.error);
    }
    onEnd.run();
  }

  @Override
  public Optional<Uploads.Sink> sink(String url) {
    return Optional.ofNullable(targets.get(url)).map(target -> bytes -> received(target, bytes));
  }

  /** The bytes of a disk have arrived. */
  private void received(Target target, UploadedBytes came) throws VimFault {
    long bytes = came.count();
    for (VirtualDisk disk : VmFiles.disks(VmFiles.config(target.vm()))) {
      if (disk.key == target.diskKey()) {
        boolean thin =
            disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
                && Boolean.TRUE.equals(flat.thinProvisioned);
        Place place = files.place(VmFiles.file(disk));
        if (thin) {
          files.room(place.datastore(), bytes);
          VmDiskFileInfo file = (VmDiskFileInfo) Values.copy(files.need(place));
          file.fileSize = Math.min(bytes, disk.capacityInKB << 10);
          files.put(place, file);
        }
      }
    }
    HttpNfcLeaseManifestEntry entry = new HttpNfcLeaseManifestEntry();
    entry.key = target.key();
    entry.sha1 = came.sha1();
    entry.size = bytes;
    entry.disk = true;
    manifests
        .computeIfAbsent(target.lease().id(), lease -> new LinkedHashMap<>())
        .put(entry.key, entry);
    sign(target.lease());
  }
}
