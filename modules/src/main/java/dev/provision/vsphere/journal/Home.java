package dev.provision.vsphere.journal;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.kind.CustomAttribute;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The home of an environment that makes a datacenter or needs a journal: the folder {@code
 * /provision/<environment>} at the root. Once it is there it stays until the environment is
 * destroyed. {@code /provision} is of all environments and stays.
 */
public final class Home {
  private static final String TOP = "provision";
  private static final String MARK = "home of ";

  /** {@code network.app on host-12}; a long one has a hash at its end. */
  private static final Pattern ENTRY = Pattern.compile("[a-z_]+\\..+( on |~).+");

  private Home() {}

  /** {@code /provision/ci-main}, with a project {@code /provision/shop.ci-main}. */
  public static InventoryPath path(EnvironmentId environment) {
    return InventoryPath.ROOT.child(TOP).child(environment.dotted());
  }

  /** Where it is there. */
  public static Optional<Item> find(EnvironmentId environment, Inventory read) {
    return read.at(path(environment)).filter(item -> item.type().equals("Folder"));
  }

  /** Whether its mark says that we made it; one without stands there by somebody's hand. */
  static boolean isMarked(Item home, EnvironmentId environment, Inventory read) {
    return ObjectMark.text(home, read).filter((MARK + environment)::equals).isPresent();
  }

  /** What stands in it besides the journal, by path; it stays as long as there is something. */
  static List<String> others(Item home, Inventory read) {
    List<String> others = new ArrayList<>();
    for (String type : List.of("Folder", "Datacenter")) {
      for (Item item : read.all(type)) {
        boolean inside = item.parent().filter(home.ref()::equals).isPresent();
        if (inside && !isNamedAsEntry(item)) {
          others.add(read.path(item.ref()).toString());
        }
      }
    }
    return others;
  }

  /** One without a mark too: a run may have ended before it was marked. */
  static boolean isNamedAsEntry(Item item) {
    return item.type().equals("Folder") && ENTRY.matcher(item.shown()).matches();
  }

  /** Finds or makes it; once a run. */
  public static ManagedObjectReference require(EnvironmentId environment, VsphereWriter write)
      throws ModuleException, InterruptedException {
    return write.once(
        "home of " + environment,
        ManagedObjectReference.class,
        () -> {
          Inventory read = write.inventory();
          InventoryPath path = path(environment);
          Optional<Item> there = find(environment, read);
          if (there.isPresent() && isMarked(there.get(), environment, read)) {
            return there.get().ref();
          }
          Optional<Item> top = read.at(path.parent());
          ManagedObjectReference above =
              top.isPresent() ? top.get().ref() : folder(read.root(), TOP, write);
          ManagedObjectReference home =
              there.isPresent() ? there.get().ref() : folder(above, path.name(), write);
          write.touched(home);
          new CustomAttribute(write).set(home, MARK + environment);
          return home;
        });
  }

  /** Makes a folder; where somebody was faster, theirs. */
  static ManagedObjectReference folder(
      ManagedObjectReference parent, String name, VsphereWriter write) throws ModuleException {
    try {
      ManagedObjectReference made =
          write.call(api -> api.createFolder(parent, EntityName.escaped(name)));
      write.touched(made);
      return made;
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault
          && fault.fault() instanceof DuplicateName duplicate
          && duplicate.getObject() != null
          && duplicate.getObject().getType().equals("Folder")) {
        write.touched(duplicate.getObject());
        return duplicate.getObject();
      }
      throw e;
    }
  }
}
