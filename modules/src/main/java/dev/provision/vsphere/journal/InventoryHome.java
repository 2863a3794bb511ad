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
 * The journal in a vCenter: a sub-folder of {@code /provision/<environment>} for each entry, with
 * the mark in its custom attribute. Once the home is there it stays until the environment is
 * destroyed. {@code /provision} is of all environments and stays.
 */
final class InventoryHome implements JournalHome {
  /** Of all environments. */
  static final InventoryPath TOP = InventoryPath.ROOT.child("provision");

  private static final String MARK = "home of ";

  /** {@code network.app on host-12}; a long one has a hash at its end. */
  private static final Pattern ENTRY = Pattern.compile("[a-z_]+\\..+( on |~).+");

  /** {@code /provision/ci-main}, with a project {@code /provision/shop.ci-main}. */
  static InventoryPath path(EnvironmentId environment) {
    return TOP.child(environment.dotted());
  }

  /** That of the environment which an entry is of. */
  static InventoryPath path(EntryMark mark) {
    return TOP.child(mark.environment().replace('/', '.'));
  }

  /** The folder, whoever made it. */
  private static Optional<Item> folder(EnvironmentId environment, Inventory read) {
    return read.at(path(environment)).filter(item -> item.type().equals("Folder"));
  }

  /** Whether its mark says that we made it; any other was made by somebody else. */
  private static boolean isMarked(Item home, EnvironmentId environment, Inventory read) {
    return ObjectMark.text(home, read).filter((MARK + environment)::equals).isPresent();
  }

  @Override
  public List<JournalEntry> entries(EnvironmentId environment, Inventory read) {
    Optional<Item> home = folder(environment, read);
    List<JournalEntry> entries = new ArrayList<>();
    for (Item item : home.isPresent() ? read.all("Folder") : List.<Item>of()) {
      if (item.parent().filter(home.get().ref()::equals).isPresent()) {
        ObjectMark.text(item, read)
            .flatMap(EntryMark::parse)
            .filter(mark -> mark.isOf(environment))
            .ifPresent(
                mark ->
                    entries.add(
                        new JournalEntry(
                            new EntryPlace.Folder(item.ref()), mark, Optional.empty())));
      }
    }
    return entries;
  }

  @Override
  public Optional<String> whyNot(Inventory read) {
    return Optional.empty();
  }

  @Override
  public Optional<Found> find(EnvironmentId environment, Inventory read) {
    return folder(environment, read)
        .filter(home -> isMarked(home, environment, read))
        .map(
            home ->
                new Found(
                    List.of(home.ref()), read.path(home.ref()).toString(), others(home, read)));
  }

  private static List<String> others(Item home, Inventory read) {
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

  /** True for one without a mark too: a run may have ended before it was marked. */
  private static boolean isNamedAsEntry(Item item) {
    return item.type().equals("Folder") && ENTRY.matcher(item.shown()).matches();
  }

  @Override
  public JournalEntry put(
      EnvironmentId environment, String name, EntryMark mark, VsphereWriter write)
      throws ModuleException, InterruptedException {
    ManagedObjectReference home = require(environment, write);
    Optional<Item> there =
        write
            .inventory()
            .at(path(environment).child(name))
            .filter(item -> item.type().equals("Folder"));
    EntryPlace.Folder place =
        new EntryPlace.Folder(
            there.isPresent() ? there.get().ref() : makeFolder(home, name, write));
    return set(place, mark, write);
  }

  @Override
  public JournalEntry set(JournalEntry entry, EntryMark mark, VsphereWriter write)
      throws ModuleException {
    return set((EntryPlace.Folder) entry.place(), mark, write);
  }

  private static JournalEntry set(EntryPlace.Folder place, EntryMark mark, VsphereWriter write)
      throws ModuleException {
    write.touched(place.ref());
    new CustomAttribute(write).set(place.ref(), mark.toString());
    return new JournalEntry(place, mark, Optional.empty());
  }

  @Override
  public void forget(JournalEntry entry, VsphereWriter write)
      throws ModuleException, InterruptedException {
    ManagedObjectReference folder = ((EntryPlace.Folder) entry.place()).ref();
    write.touched(folder);
    Item seen = write.read(folder, "name", "childEntity");
    if (seen.name().isEmpty()) {
      return; // it is gone
    }
    if (children(seen).length > 0) {
      // somebody put something there, which Destroy_Task would take along
      new CustomAttribute(write).set(folder, "");
      return;
    }
    write.task(api -> api.destroy_Task(folder));
  }

  @Override
  public void remove(Found found, VsphereWriter write)
      throws ModuleException, InterruptedException {
    ManagedObjectReference home = found.in().get(0);
    write.touched(home);
    for (ManagedObjectReference entry : children(write.read(home, "name", "childEntity"))) {
      Item seen = write.read(entry, "name", "childEntity");
      if (!seen.name().isEmpty()) {
        if (!isNamedAsEntry(seen) || children(seen).length > 0) {
          throw ModuleException.refused("it still holds `" + seen.shown() + "`, which is not ours");
        }
        write.task(api -> api.destroy_Task(entry));
      }
    }
    if (children(write.read(home, "name", "childEntity")).length > 0) {
      throw ModuleException.refused("something was put into it just now");
    }
    write.task(api -> api.destroy_Task(home));
  }

  private static ManagedObjectReference[] children(Item folder) {
    return folder
        .get("childEntity", ManagedObjectReference[].class)
        .orElse(new ManagedObjectReference[0]);
  }

  /** Finds or makes the home; once a run. */
  private static ManagedObjectReference require(EnvironmentId environment, VsphereWriter write)
      throws ModuleException, InterruptedException {
    return write.once(
        "home of " + environment,
        ManagedObjectReference.class,
        () -> {
          Inventory read = write.inventory();
          InventoryPath path = path(environment);
          Optional<Item> there = folder(environment, read);
          if (there.isPresent() && isMarked(there.get(), environment, read)) {
            return there.get().ref();
          }
          Optional<Item> top = read.at(path.parent());
          ManagedObjectReference above =
              top.isPresent() ? top.get().ref() : makeFolder(read.root(), TOP.name(), write);
          ManagedObjectReference home =
              there.isPresent() ? there.get().ref() : makeFolder(above, path.name(), write);
          write.touched(home);
          new CustomAttribute(write).set(home, MARK + environment);
          return home;
        });
  }

  /** Makes a folder; when another run was faster, the folder is that run's. */
  private static ManagedObjectReference makeFolder(
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
