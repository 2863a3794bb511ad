package dev.provision.vsphere.doctor;

import dev.provision.spi.Declaration;
import dev.provision.spi.Right;
import dev.provision.spi.trait.LookedUp;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.NamesPolicies;
import dev.provision.vsphere.kind.NeededPrivilege;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import dev.provision.vsphere.kind.VsphereKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the activities of declarations need on the objects that a connection uses, as far as one can
 * tell without a plan. Where it uses none of a sort, because the playbook makes them, on the root
 * folder.
 */
public record ActivityRights(List<VsphereKind<?, ?, ?>> kinds, VcenterSpec connection) {
  public ActivityRights {
    kinds = List.copyOf(kinds);
  }

  /** Of a declaration, from its making to its deletion. */
  public List<Right> lifetime(Declaration<?> declared, Inventory read) {
    return of(activities(declared), read);
  }

  /** Of the commands for instances; none where no instance is declared. */
  public List<Right> commands(List<Declaration<?>> declared, Inventory read) {
    return declared.stream().anyMatch(each -> activities(each).contains(Activities.INSTANCES))
        ? of(Activities.COMMANDS, read)
        : List.of();
  }

  /** Those of its kind, and for what it names besides. */
  private Set<Activity> activities(Declaration<?> declared) {
    Set<Activity> activities = new LinkedHashSet<>(ofKind(declared));
    if (declared.spec() instanceof NamesPolicies names && !names.storagePolicies().isEmpty()) {
      activities.add(Activities.STORAGE_POLICIES);
    }
    if (declared.spec() instanceof HasVsphereTags some && some.vsphereTags().isPresent()) {
      activities.add(Activities.TAGS);
    }
    return activities;
  }

  /** Those of the spec, otherwise those of the kind; none for a resource that is only looked up. */
  private Set<Activity> ofKind(Declaration<?> declared) {
    return declared.spec() instanceof HasActivities spec
        ? spec.activities(connection)
        : kinds.stream()
            .filter(kind -> kind.info().kind().equals(declared.address().kind()))
            .filter(
                kind ->
                    !(kind instanceof LookedUp<?, ?, ?, ?, ?> looked)
                        || !isExisting(looked, declared))
            .findFirst()
            .map(VsphereKind::activities)
            .orElse(Set.of());
  }

  private static <S extends Record> boolean isExisting(
      LookedUp<S, ?, ?, ?, ?> kind, Declaration<?> declared) {
    return kind.isExisting(kind.spec().cast(declared.spec()));
  }

  private List<Right> of(Set<Activity> activities, Inventory read) {
    Map<On, List<Item>> objects =
        new InventoryLayer(connection, read, (datastore, top) -> false).objects();
    List<Right> rights = new ArrayList<>();
    for (Activity activity : activities) {
      for (NeededPrivilege each : activity.needs()) {
        List<Item> on = objects.getOrDefault(each.on(), List.of());
        if (on.isEmpty() && each.on() != On.ATTRIBUTE && each.on() != On.TOP_FOLDER) {
          rights.add(new Right(each.id(), "/", activity.purpose()));
        }
        on.forEach(
            item ->
                rights.add(
                    new Right(each.id(), read.path(item.ref()).toString(), activity.purpose())));
      }
    }
    return rights;
  }
}
