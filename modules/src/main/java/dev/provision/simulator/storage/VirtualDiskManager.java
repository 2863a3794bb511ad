package dev.provision.simulator.storage;

import com.vmware.vim25.FileBackedVirtualDiskSpec;
import com.vmware.vim25.VirtualDiskSpec;
import com.vmware.vim25.VmDiskFileInfo;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/** {@code VirtualDiskManager}: disks, whether a VM has them or not. */
public final class VirtualDiskManager implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(200);

  private final DatastoreContents files;
  private final Tasks tasks;
  private final Authorization authorization;

  public VirtualDiskManager(DatastoreContents files, Tasks tasks, Authorization authorization) {
    this.files = files;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    String type = "VirtualDiskManager";
    registry
        .schema(type + ":")
        .service(type, "virtualDiskManager", (content, ref) -> content.virtualDiskManager = ref)
        .on(type, "CreateVirtualDisk_Task", "", this::create)
        .on(type, "CopyVirtualDisk_Task", "", this::copy)
        .on(type, "MoveVirtualDisk_Task", "", this::move)
        .on(type, "DeleteVirtualDisk_Task", "", this::delete)
        .on(type, "ExtendVirtualDisk_Task", "", this::extend)
        .on(type, "InflateVirtualDisk_Task", "", in -> fill(in, true))
        .on(type, "EagerZeroVirtualDisk_Task", "", in -> fill(in, false))
        .on(type, "QueryVirtualDiskUuid", "", this::uuid)
        .on(type, "SetVirtualDiskUuid", "", this::setUuid);
  }

  private Place place(Invocation in, String argument) throws VimFault {
    Place place = files.place(in.text(argument));
    authorization.demand(in, place.datastore(), "Datastore.FileManagement");
    return place;
  }

  private VmDiskFileInfo disk(Place place) throws VimFault {
    if (files.need(place) instanceof VmDiskFileInfo info) {
      return info;
    }
    throw DatastoreContents.inaccessible(place);
  }

  /** The folder of a new file has to be there (API, {@code FileNotFound}). */
  private void target(Place place) throws VimFault {
    files.refuseNew(place);
    if (!place.folder().isEmpty()) {
      files.need(new Place(place.datastore(), place.folder()));
    }
    files.refuseExisting(place);
  }

  private Object create(Invocation in) throws VimFault {
    Place place = place(in, "name");
    VirtualDiskSpec spec = in.need("spec", VirtualDiskSpec.class);
    if (!(spec instanceof FileBackedVirtualDiskSpec sized) || sized.capacityKb <= 0) {
      throw Refuse.argument("spec.capacityKb", "it has to be more than 0");
    }
    boolean thin = "thin".equals(spec.diskType) || "sparse2Gb".equals(spec.diskType);
    long used = thin ? 0 : sized.capacityKb << 10;
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          target(place);
          files.room(place.datastore(), used);
          return () -> {
            target(place);
            files.room(place.datastore(), used);
            files.putDisk(place, sized.capacityKb, used, thin);
            return place.text();
          };
        });
  }

  /** {@code destSpec} is not implemented by vCenter, so it changes nothing here either. */
  private Object copy(Invocation in) throws VimFault {
    Place from = place(in, "sourceName");
    Place to = place(in, "destName");
    boolean force = in.flag("force", false);
    return tasks.start(
        in,
        in.self(),
        TIME.multipliedBy(2),
        plan -> {
          VmDiskFileInfo source = DiskUuids.copy(disk(from));
          files.refuseBusy(from);
          if (source.thin == null) {
            // an uploaded one becomes one that hosts run on, preallocated (API, CopyVirtualDisk)
            source.thin = false;
            source.fileSize = source.capacityKb << 10;
          }
          if (!force) {
            target(to);
          }
          files.room(to.datastore(), source.fileSize);
          return () -> {
            files.room(to.datastore(), source.fileSize);
            files.put(to, source);
            return null;
          };
        });
  }

  private Object move(Invocation in) throws VimFault {
    Place from = place(in, "sourceName");
    Place to = place(in, "destName");
    boolean force = in.flag("force", false);
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          disk(from);
          files.refuseLocked(from);
          if (!force) {
            target(to);
          }
          return () -> {
            files.refuseLocked(from);
            if (to.datastore() != from.datastore()) {
              files.room(to.datastore(), disk(from).fileSize);
            }
            files.move(from, to);
            return null;
          };
        });
  }

  private Object delete(Invocation in) throws VimFault {
    Place place = place(in, "name");
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          disk(place);
          files.refuseLocked(place);
          return () -> {
            disk(place);
            files.refuseLocked(place);
            files.remove(place);
            return null;
          };
        });
  }

  private Object extend(Invocation in) throws VimFault {
    Place place = place(in, "name");
    long capacity = in.need("newCapacityKb", Long.class);
    return tasks.start(
        in,
        in.self(),
        TIME,
        plan -> {
          VmDiskFileInfo has = disk(place);
          files.refuseLocked(place);
          // of a disk that was copied from a server that does not say
          long had = has.capacityKb == null ? 0 : has.capacityKb;
          if (capacity < had) {
            throw Refuse.argument("newCapacityKb", "a disk cannot shrink");
          }
          long more = Boolean.TRUE.equals(has.thin) ? 0 : capacity - had << 10;
          files.room(place.datastore(), more);
          return () -> {
            VmDiskFileInfo grown = Values.copy(disk(place));
            grown.capacityKb = capacity;
            grown.fileSize += more;
            files.put(place, grown);
            return null;
          };
        });
  }

  /**
   * Allocates all the space of a disk.
   *
   * @param thin which disks take part: the thin ones, or those that have their room (API)
   */
  private Object fill(Invocation in, boolean thin) throws VimFault {
    Place place = place(in, "name");
    return tasks.start(
        in,
        in.self(),
        TIME.multipliedBy(4),
        plan -> {
          VmDiskFileInfo has = disk(place);
          files.refuseLocked(place);
          if (Boolean.TRUE.equals(has.thin) != thin) {
            throw Refuse.argument("name", "it is " + (thin ? "not thin" : "thin"));
          }
          long more = thin ? (has.capacityKb << 10) - has.fileSize : 0;
          files.room(place.datastore(), more);
          return () -> {
            VmDiskFileInfo filled = Values.copy(disk(place));
            filled.thin = false;
            filled.fileSize += more;
            files.put(place, filled);
            return null;
          };
        });
  }

  /** The same that a VM to which it is attached shows. */
  private Object uuid(Invocation in) throws VimFault {
    Place place = place(in, "name");
    disk(place);
    return DiskUuids.of(files, place).replace("-", "").replaceAll("(..)(?!$)", "$1 ");
  }

  private Object setUuid(Invocation in) throws VimFault {
    Place place = place(in, "name");
    disk(place);
    files.refuseLocked(place);
    DiskUuids.set(files, place, in.text("uuid"));
    return null;
  }
}
