package dev.provision.simulator.server;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.Capability;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.KeyedServiceContent;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;
import java.util.Set;

/** {@code ServiceInstance}, with the list of all services. */
public final class ServiceInstance implements ManagedType {
  private static final String TYPE = "ServiceInstance";

  /** What a single ESXi host refuses (vSphere API, the methods' {@code NotSupported}). */
  private static final Set<String> OF_VCENTER =
      Set.of(
          "CreateFolder",
          "CreateDatacenter",
          "CreateClusterEx",
          "AddHost_Task",
          "MoveIntoFolder_Task",
          "CloneVM_Task",
          "MarkAsTemplate",
          "RelocateVM_Task");

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
        .guard(this::refusal)
        .on(TYPE, "RetrieveServiceContent", "", in -> Values.copy(in.self().get("content")))
        .on(TYPE, "CurrentTime", "", in -> world.calendar());
  }

  private Optional<VimFault> refusal(Managed object, String type, String method) {
    return world.settings().esxi() && OF_VCENTER.contains(method)
        ? Optional.of(Refuse.notSupported("a single ESXi host has no `" + method + "`"))
        : Optional.empty();
  }

  private Object derived(Managed instance, String property) {
    switch (property) {
      case "serverClock":
        return world.calendar();
      case "capability":
        Capability capability = new Capability();
        capability.provisioningSupported = true;
        capability.multiHostSupported = true;
        capability.supportedEVCMode = EvcModes.all();
        return capability;
      default:
        return null;
    }
  }

  /** Makes the services of an empty vCenter. */
  public void create() {
    KeyedServiceContent content = services.create();
    content.about = about();
    if (world.settings().esxi()) {
      content.customFieldsManager = null;
      content.customizationSpecManager = null;
    }
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
    if (world.settings().esxi()) {
      becomeHost(about);
    }
    return about;
  }

  /** What a host says of itself, alone or in a vCenter. */
  public static void becomeHost(AboutInfo about) {
    about.name = "VMware ESXi";
    about.fullName = "provision's simulated ESXi";
    about.productLineId = "embeddedEsx";
    about.apiType = "HostAgent";
    about.instanceUuid = null;
  }

  /** As people and {@code AboutInfo.version} have it, three numbers: {@code 8.0.3}. */
  private static String release(ApiVersion version) {
    String[] parts = (version.text() + ".0").split("\\.");
    return parts[0] + "." + parts[1] + "." + parts[2];
  }
}
