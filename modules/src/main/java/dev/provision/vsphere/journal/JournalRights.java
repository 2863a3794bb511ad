package dev.provision.vsphere.journal;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.MarkRights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What it takes to write an entry of the journal of a vCenter, and to delete one. */
public final class JournalRights {
  private JournalRights() {}

  public static List<Right> toWrite(EnvironmentId environment, Inventory read) {
    String home = InventoryHome.path(environment).toString();
    List<Right> rights = new ArrayList<>(MarkRights.on(home, read));
    rights.add(new Right("Folder.Create", home, "CreateFolder"));
    return rights;
  }

  /** To write one for the time of a call, in an environment that has written marks before. */
  public static List<Right> around(EnvironmentId environment) {
    String home = InventoryHome.path(environment).toString();
    return List.of(
        new Right("Global.SetCustomField", home, "SetField"),
        new Right("Folder.Create", home, "CreateFolder"),
        new Right("Folder.Delete", home, "Destroy_Task"));
  }

  /** The same for the first that an environment writes. */
  public static List<Right> aroundFirst(EnvironmentId environment, Inventory read) {
    List<Right> rights = new ArrayList<>(toWrite(environment, read));
    rights.addAll(around(environment));
    return rights;
  }

  /** It loses its mark first. With the entry the home may go; none when there is no entry. */
  public static List<Right> toForget(Optional<JournalEntry> entry, Inventory read) {
    return entry
        .map(each -> InventoryHome.path(each.mark()).toString())
        .map(
            home ->
                List.of(
                    new Right("Global.SetCustomField", home, "SetField"),
                    new Right("Folder.Delete", home, "Destroy_Task")))
        .orElse(List.of());
  }
}
