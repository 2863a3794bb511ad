package dev.provision.simulator.server;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Derivation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.KeyedServiceContent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Where each managed type tells the server what there is of it, once, when the server starts. */
public final class Registry {
  private final World world;
  private final Methods methods;
  private final EntityKinds kinds;
  private final Services services;
  private final Map<String, Managed> apart = new HashMap<>();
  private final Map<String, Copying> copying = new HashMap<>();

  public Registry(World world, Methods methods, EntityKinds kinds, Services services) {
    this.world = world;
    this.methods = methods;
    this.kinds = kinds;
    this.services = services;
  }

  /**
   * Types and their properties.
   *
   * @param lines {@code Network < ManagedEntity: host summary vm}
   */
  public Registry schema(String... lines) {
    for (String line : lines) {
      world.schema().add(line);
    }
    return this;
  }

  /** Types of which no object outlives this process. */
  public Registry passing(String... types) {
    for (String type : types) {
      world.schema().passing(type);
    }
    return this;
  }

  /** A path that came with a version of the API after 6.0, and the property that holds it. */
  public Registry newer(String type, String path, String since, String stored) {
    world.schema().newer(type, path, since, stored);
    return this;
  }

  /** Properties that are not stored; those of what the type extends are asked after its own. */
  public Registry derive(String type, Derivation derivation) {
    world.derivations().add(type, derivation);
    return this;
  }

  /**
   * @param privilege on the object that is called; empty where the method checks by itself
   */
  public Registry on(String type, String name, String privilege, Methods.Body body) {
    methods.on(type, name, privilege, body);
    return this;
  }

  /** What is looked at before any method of any type. */
  public Registry guard(Methods.Guard guard) {
    methods.guard(guard);
    return this;
  }

  public Registry entity(String type, EntityKind kind) {
    kinds.add(type, kind);
    return this;
  }

  /** Objects of these types can be captured; one of another type is left out of a copy. */
  public Registry copied(Copying how, String... types) {
    for (String type : types) {
      copying.put(type, how);
    }
    return this;
  }

  /** How each type that can be captured is copied. */
  public Map<String, Copying> copying() {
    return Map.copyOf(copying);
  }

  /** A type of which there is one object, with the id that all vCenters use. */
  public Registry service(
      String type, String id, BiConsumer<KeyedServiceContent, ManagedObjectReference> field) {
    return service(type, id, field, made -> {});
  }

  /** The same with what it has in a new vCenter. */
  public Registry service(
      String type,
      String id,
      BiConsumer<KeyedServiceContent, ManagedObjectReference> field,
      Consumer<Managed> begin) {
    services.add(type, id, field, begin);
    return this;
  }

  /** An object of another service, in no inventory: its id may be one of this service's too. */
  public Registry apart(String type, String id) {
    apart.put(type, new Managed(Values.ref(type, id), world.schema()));
    return this;
  }

  /** The object that is called; empty where there is none of this type and id. */
  public Optional<Managed> find(ManagedObjectReference ref) {
    Optional<Managed> other =
        Optional.ofNullable(apart.get(ref.type)).filter(each -> each.id().equals(ref.val));
    return other.or(() -> world.get(ref)).filter(each -> each.type().equals(ref.type));
  }
}
