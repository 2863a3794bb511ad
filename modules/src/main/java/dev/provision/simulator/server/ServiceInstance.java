package dev.provision.simulator.server;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.Capability;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.KeyedServiceContent;
import dev.provision.vsphere.wire.ApiVersion;

/** {@code ServiceInstance}, with the list of all services. */
public final class ServiceInstance implements ManagedType {
  private static final String TYPE = "ServiceInstance";

  private final World world;
  private final Services services;

  public ServiceInstance(World world, Services services) {
    this.world = world;
    this.services = services;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": capability content serverClock")
        .derive(TYPE, this::derived)
        .on(TYPE, "RetrieveServiceContent", "", in -> Values.copy(in.self().get("content")))
        .on(TYPE, "CurrentTime", "", in -> world.calendar());
  }

  private Object derived(Managed instance, String property) {
    switch (property) {
      case "serverClock":
        return world.calendar();
      case "capability":
        Capability capability = new Capability();
        capability.provisioningSupported = true;
        capability.multiHostSupported = true;
        return capability;
      default:
        return null;
    }
  }

  /** Makes the services of an empty vCenter. */
  public void create() {
    KeyedServiceContent content = services.create();
    content.about = about();
    world.set(world.addAs(TYPE, TYPE), "content", content);
  }

  private AboutInfo about() {
    AboutInfo about = new AboutInfo();
    about.name = "VMware vCenter Server";
    about.fullName = "provision's simulated vCenter Server";
    about.vendor = "provision";
    about.version = release(world.version());
    about.build = "0";
    about.osType = "jvm";
    about.productLineId = "vpx";
    about.apiType = "VirtualCenter";
    about.apiVersion = world.version().text();
    about.instanceUuid = world.uuid();
    return about;
  }

  /** As people and {@code AboutInfo.version} have it, three numbers: {@code 8.0.3}. */
  private static String release(ApiVersion version) {
    String[] parts = (version.text() + ".0").split("\\.");
    return parts[0] + "." + parts[1] + "." + parts[2];
  }
}
