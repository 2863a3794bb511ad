package dev.provision.simulator.vm;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.CustomizationGlobalIPSettings;
import com.vmware.vim25.CustomizationLinuxOptions;
import com.vmware.vim25.CustomizationLinuxPrep;
import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.CustomizationSpecInfo;
import com.vmware.vim25.CustomizationSpecItem;
import com.vmware.vim25.CustomizationSysprep;
import com.vmware.vim25.CustomizationVirtualMachineName;
import com.vmware.vim25.CustomizationWinOptions;
import com.vmware.vim25.NotFound;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code CustomizationSpecManager}. It returns a stored spec without its passwords, because they
 * are never kept.
 */
public final class CustomizationSpecManager implements ManagedType {
  private static final String ITEMS = "sim.items";

  private final World world;

  public CustomizationSpecManager(World world) {
    this.world = world;
  }

  @Override
  public void register(Registry registry) {
    String type = "CustomizationSpecManager";
    registry
        .schema(type + ": encryptionKey info")
        .copied((made, from) -> from.keep("info"), type)
        .service(
            type,
            type,
            (content, ref) -> content.customizationSpecManager = ref,
            made -> world.set(made, "info", new CustomizationSpecInfo[0]))
        .on(type, "DoesCustomizationSpecExist", "", in -> has(in, in.text("name")))
        .on(type, "GetCustomizationSpec", "VirtualMachine.Provisioning.ReadCustSpecs", this::get)
        .on(
            type,
            "CreateCustomizationSpec",
            "VirtualMachine.Provisioning.ModifyCustSpecs",
            this::create)
        .on(
            type,
            "DeleteCustomizationSpec",
            "VirtualMachine.Provisioning.ModifyCustSpecs",
            this::delete);
  }

  private static List<CustomizationSpecInfo> infos(Invocation in) {
    return new ArrayList<>(List.of(in.self().get("info", CustomizationSpecInfo[].class)));
  }

  private static List<CustomizationSpecItem> items(Invocation in) {
    CustomizationSpecItem[] items = in.self().get(ITEMS, CustomizationSpecItem[].class);
    return new ArrayList<>(items == null ? List.of() : List.of(items));
  }

  private static boolean has(Invocation in, String name) {
    return infos(in).stream().anyMatch(info -> info.name.equals(name));
  }

  private static CustomizationSpecInfo need(Invocation in) throws VimFault {
    String name = in.text("name");
    for (CustomizationSpecInfo info : infos(in)) {
      if (info.name.equals(name)) {
        return info;
      }
    }
    throw Refuse.with(new NotFound(), "There is no customization spec '" + name + "'.");
  }

  private Object get(Invocation in) throws VimFault {
    CustomizationSpecInfo info = need(in);
    for (CustomizationSpecItem item : items(in)) {
      if (item.info.name.equals(info.name)) {
        return Values.copy(item);
      }
    }
    CustomizationSpecItem item = new CustomizationSpecItem();
    item.info = Values.copy(info);
    item.spec = plain("Windows".equals(info.type));
    return item;
  }

  /** Stands in for a spec of which only the name is known. */
  private static CustomizationSpec plain(boolean windows) {
    CustomizationSpec spec = new CustomizationSpec();
    if (windows) {
      spec.options = new CustomizationWinOptions();
      spec.identity = new CustomizationSysprep();
    } else {
      CustomizationLinuxPrep linux = new CustomizationLinuxPrep();
      linux.hostName = new CustomizationVirtualMachineName();
      linux.domain = "localdomain";
      spec.options = new CustomizationLinuxOptions();
      spec.identity = linux;
    }
    spec.globalIPSettings = new CustomizationGlobalIPSettings();
    return spec;
  }

  private Object create(Invocation in) throws VimFault {
    CustomizationSpecItem item = in.need("item", CustomizationSpecItem.class);
    if (has(in, item.info.name)) {
      AlreadyExists fault = new AlreadyExists();
      fault.name = item.info.name;
      throw Refuse.with(fault, "The customization spec '" + item.info.name + "' is there already.");
    }
    item.info.changeVersion = "1";
    item.info.lastUpdateTime = world.calendar();
    item.spec = Customization.withoutSecrets(item.spec);
    List<CustomizationSpecInfo> infos = infos(in);
    infos.add(Values.copy(item.info));
    List<CustomizationSpecItem> items = items(in);
    items.add(item);
    store(in, infos, items);
    return null;
  }

  private Object delete(Invocation in) throws VimFault {
    String name = need(in).name;
    List<CustomizationSpecInfo> infos = infos(in);
    infos.removeIf(info -> info.name.equals(name));
    List<CustomizationSpecItem> items = items(in);
    items.removeIf(item -> item.info.name.equals(name));
    store(in, infos, items);
    return null;
  }

  private void store(
      Invocation in, List<CustomizationSpecInfo> infos, List<CustomizationSpecItem> items) {
    world.set(in.self(), "info", infos.toArray(new CustomizationSpecInfo[0]));
    world.set(in.self(), ITEMS, items.toArray(new CustomizationSpecItem[0]));
  }
}
