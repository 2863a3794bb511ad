package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code ViewManager}, {@code ContainerView} and {@code ListView}. */
public final class ViewManager implements ManagedType {
  private static final String VIEWER = "sim.viewer";

  private final World world;
  private final Authorization authorization;

  public ViewManager(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            "ManagedObjectView: view",
            "ContainerView < ManagedObjectView: container recursive type",
            "ListView < ManagedObjectView:",
            "ViewManager: viewList")
        .passing("ContainerView", "ListView")
        .derive("ContainerView", this::derived)
        .service("ViewManager", "ViewManager", (content, ref) -> content.viewManager = ref)
        .on("ViewManager", "CreateContainerView", "System.View", this::createContainerView)
        .on("ViewManager", "CreateListView", "", this::createListView)
        .on("ListView", "ModifyListView", "", this::modifyListView)
        .on("ListView", "ResetListView", "", this::resetListView)
        .on("ManagedObjectView", "DestroyView", "", this::destroyView);
  }

  private Object createContainerView(Invocation in) throws VimFault {
    Managed container = in.object("container");
    Managed view = world.add("ContainerView", "session[" + in.session().key() + "]view-");
    String[] types = in.get("type", String[].class);
    for (String type : types == null ? new String[0] : types) {
      if (!world.schema().isKnown(type)) {
        world.remove(view);
        throw Refuse.argument("type", "there is no type `" + type + "`");
      }
    }
    world.set(view, "container", container.ref());
    world.set(view, "type", types);
    world.set(view, "recursive", in.flag("recursive", false));
    world.set(view, VIEWER, in.session().user());
    in.session().owned().add(view.ref());
    return view.ref();
  }

  private Object derived(Managed view, String property) {
    return property.equals("view") ? contents(view) : null;
  }

  /** What a container view shows now: what is below its container, of its types. */
  private ManagedObjectReference[] contents(Managed view) {
    Managed container = world.get((ManagedObjectReference) view.get("container")).orElse(null);
    User viewer = view.get(VIEWER, User.class);
    List<ManagedObjectReference> found = new ArrayList<>();
    if (container != null) {
      collect(
          world,
          container,
          view.get("type", String[].class),
          view.get("recursive", Boolean.class),
          found);
    }
    return found.stream()
        .filter(ref -> authorization.may(viewer, world.need(ref), "System.View"))
        .toArray(ManagedObjectReference[]::new);
  }

  private static void collect(
      World world,
      Managed at,
      String[] types,
      boolean recursive,
      List<ManagedObjectReference> found) {
    for (Managed child : world.children(at)) {
      if (isWanted(child, types)) {
        found.add(child.ref());
      }
      if (recursive || types != null && isPassage(at, child)) {
        collect(world, child, types, recursive, found);
      }
    }
  }

  /** A datacenter's four folders are not its children, but stand between (API, ContainerView). */
  private static boolean isPassage(Managed at, Managed child) {
    return at.is("Datacenter") && child.is("Folder");
  }

  private static boolean isWanted(Managed object, String[] types) {
    if (types == null || types.length == 0) {
      return true;
    }
    for (String type : types) {
      if (object.is(type)) {
        return true;
      }
    }
    return false;
  }

  private Object createListView(Invocation in) throws VimFault {
    Managed view = world.add("ListView", "session[" + in.session().key() + "]view-");
    in.session().owned().add(view.ref());
    world.set(view, "view", new ManagedObjectReference[0]);
    change(view, refs(in, "obj"), List.of());
    return view.ref();
  }

  private Object modifyListView(Invocation in) {
    return change(in.self(), refs(in, "add"), refs(in, "remove"));
  }

  private Object resetListView(Invocation in) {
    return change(
        in.self(), refs(in, "obj"), List.of(in.self().get("view", ManagedObjectReference[].class)));
  }

  /**
   * @return those that are not there; null for none
   */
  private ManagedObjectReference[] change(
      Managed view, List<ManagedObjectReference> add, List<ManagedObjectReference> remove) {
    Set<ManagedObjectReference> now =
        new LinkedHashSet<>(List.of(view.get("view", ManagedObjectReference[].class)));
    List<ManagedObjectReference> unknown = new ArrayList<>();
    now.removeAll(remove);
    for (ManagedObjectReference ref : add) {
      if (world.get(ref).isPresent()) {
        now.add(ref);
      } else {
        unknown.add(ref);
      }
    }
    world.set(view, "view", now.toArray(new ManagedObjectReference[0]));
    return unknown.isEmpty() ? null : unknown.toArray(new ManagedObjectReference[0]);
  }

  private static List<ManagedObjectReference> refs(Invocation in, String name) {
    ManagedObjectReference[] refs = in.get(name, ManagedObjectReference[].class);
    return refs == null ? List.of() : List.of(refs);
  }

  private Object destroyView(Invocation in) {
    in.session().owned().remove(in.self().ref());
    world.remove(in.self());
    return null;
  }
}
