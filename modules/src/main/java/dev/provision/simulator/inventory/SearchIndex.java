package dev.provision.simulator.inventory;

import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.Optional;

/** {@code SearchIndex}. */
public final class SearchIndex implements ManagedType {
  private final World world;

  public SearchIndex(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    String type = "SearchIndex";
    registry
        .schema(type + ":")
        .service(type, type, (content, ref) -> content.searchIndex = ref)
        .on(type, "FindByInventoryPath", "", this::byPath)
        .on(type, "FindChild", "", this::child)
        .on(type, "FindByUuid", "", in -> first(byUuid(in)))
        .on(type, "FindAllByUuid", "", in -> all(byUuid(in)))
        .on(type, "FindByDnsName", "", in -> first(byGuest(in, "dnsName")))
        .on(type, "FindAllByDnsName", "", in -> all(byGuest(in, "dnsName")))
        .on(type, "FindByIp", "", in -> first(byGuest(in, "ip")))
        .on(type, "FindAllByIp", "", in -> all(byGuest(in, "ip")))
        .on(type, "FindByDatastorePath", "", this::byDatastorePath);
  }

  private Object byPath(Invocation in) throws VimFault {
    Optional<Managed> at = Optional.of(Folder.root(world));
    for (String name : in.text("inventoryPath").split("/")) {
      if (!name.isEmpty()) {
        at = at.flatMap(parent -> world.child(parent, name));
      }
    }
    return at.map(Managed::ref).orElse(null);
  }

  private Object child(Invocation in) throws VimFault {
    return world.child(in.object("entity"), in.text("name")).map(Managed::ref).orElse(null);
  }

  private static Object first(List<Managed> found) {
    return found.isEmpty() ? null : found.get(0).ref();
  }

  private static Object all(List<Managed> found) {
    return found.isEmpty() ? null : Managed.refs(found);
  }

  private boolean isBelow(Invocation in, Managed object) {
    ManagedObjectReference datacenter = in.get("datacenter", ManagedObjectReference.class);
    return datacenter == null
        || world
            .above(object, "Datacenter")
            .filter(found -> Values.isSame(found.ref(), datacenter))
            .isPresent();
  }

  private List<Managed> byUuid(Invocation in) throws VimFault {
    String uuid = in.text("uuid");
    boolean instance = in.flag("instanceUuid", false);
    if (!in.flag("vmSearch", true)) {
      return List.of();
    }
    return world.all("VirtualMachine").stream()
        .filter(vm -> isBelow(in, vm))
        .filter(
            vm -> {
              VirtualMachineConfigInfo config = VmFiles.config(vm);
              return uuid.equalsIgnoreCase(instance ? config.instanceUuid : config.uuid);
            })
        .toList();
  }

  private List<Managed> byGuest(Invocation in, String argument) throws VimFault {
    String wanted = in.text(argument);
    if (!in.flag("vmSearch", true)) {
      return world.all("HostSystem").stream()
          .filter(host -> isBelow(in, host) && wanted.equals(host.name()))
          .toList();
    }
    return world.all("VirtualMachine").stream()
        .filter(vm -> isBelow(in, vm))
        .filter(
            vm -> {
              GuestInfo guest = vm.get("guest", GuestInfo.class);
              return wanted.equalsIgnoreCase(
                  argument.equals("ip") ? guest.ipAddress : guest.hostName);
            })
        .toList();
  }

  private Object byDatastorePath(Invocation in) throws VimFault {
    String path = in.text("path");
    return first(
        world.all("VirtualMachine").stream()
            .filter(vm -> isBelow(in, vm))
            .filter(vm -> path.equals(VmFiles.config(vm).files.vmPathName))
            .toList());
  }
}
