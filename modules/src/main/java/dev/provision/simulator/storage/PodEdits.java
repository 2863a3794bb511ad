package dev.provision.simulator.storage;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.StorageDrsConfigInfo;
import com.vmware.vim25.StorageDrsConfigSpec;
import com.vmware.vim25.StorageDrsOptionSpec;
import com.vmware.vim25.StorageDrsPodConfigInfo;
import com.vmware.vim25.StorageDrsVmConfigInfo;
import com.vmware.vim25.StorageDrsVmConfigSpec;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The lists of a datastore cluster: rules, advanced options, and what is said of single VMs. */
record PodEdits(World world, StorageDrsConfigInfo config) {
  /** Changes the configuration as the spec's lists say; its plain fields are not looked at. */
  void apply(StorageDrsConfigSpec spec) throws VimFault {
    if (spec.podConfigSpec != null) {
      for (ClusterRuleSpec each : all(spec.podConfigSpec.rule, ClusterRuleSpec.class)) {
        rule(each, config.podConfig);
      }
      for (StorageDrsOptionSpec each : all(spec.podConfigSpec.option, StorageDrsOptionSpec.class)) {
        option(each, config.podConfig);
      }
    }
    for (StorageDrsVmConfigSpec each : all(spec.vmConfigSpec, StorageDrsVmConfigSpec.class)) {
      override(each);
    }
  }

  private static <T> List<T> all(T[] array, Class<T> type) {
    return Stream.ofNullable(array).flatMap(Arrays::stream).map(type::cast).toList();
  }

  private void rule(ClusterRuleSpec edit, StorageDrsPodConfigInfo pod) throws VimFault {
    List<ClusterRuleInfo> rules = new ArrayList<>(all(pod.rule, ClusterRuleInfo.class));
    Object key = edit.operation == ArrayUpdateOperation.remove ? edit.removeKey : edit.info.key;
    boolean there = rules.removeIf(each -> each.key.equals(key));
    if (there == (edit.operation == ArrayUpdateOperation.add)) {
      throw Refuse.argument("spec.podConfigSpec.rule.key", "`" + key + "`");
    }
    if (edit.operation != ArrayUpdateOperation.remove) {
      ClusterRuleInfo info = Values.copy(edit.info);
      for (ClusterRuleInfo other : rules) {
        if (other.name.equals(info.name)) {
          throw Refuse.duplicate(info.name, null);
        }
      }
      if (info instanceof ClusterAntiAffinityRuleSpec apart) {
        demand(apart.vm);
      }
      info.key = there ? info.key : (int) world.nextId();
      info.ruleUuid = info.ruleUuid == null ? world.uuid() : info.ruleUuid;
      info.userCreated = true;
      rules.add(info);
    }
    pod.rule = rules.toArray(ClusterRuleInfo[]::new);
  }

  private void demand(ManagedObjectReference[] vms) throws VimFault {
    if (vms == null || vms.length < 2) {
      throw Refuse.argument("spec.podConfigSpec.rule.vm", "a rule is about two VMs or more");
    }
    for (ManagedObjectReference vm : vms) {
      if (world.get(vm).isEmpty()) {
        throw Refuse.notFound(vm);
      }
    }
  }

  private static void option(StorageDrsOptionSpec edit, StorageDrsPodConfigInfo pod)
      throws VimFault {
    List<OptionValue> options = new ArrayList<>(all(pod.option, OptionValue.class));
    Object key = edit.operation == ArrayUpdateOperation.remove ? edit.removeKey : edit.option.key;
    boolean there = options.removeIf(each -> each.key.equals(key));
    if (there == (edit.operation == ArrayUpdateOperation.add)) {
      throw Refuse.argument("spec.podConfigSpec.option.key", "`" + key + "`");
    }
    if (edit.operation != ArrayUpdateOperation.remove) {
      options.add(Values.copy(edit.option));
    }
    pod.option = options.toArray(OptionValue[]::new);
  }

  private void override(StorageDrsVmConfigSpec edit) throws VimFault {
    List<StorageDrsVmConfigInfo> overrides =
        new ArrayList<>(all(config.vmConfig, StorageDrsVmConfigInfo.class));
    ManagedObjectReference vm =
        edit.operation == ArrayUpdateOperation.remove
            ? (ManagedObjectReference) edit.removeKey
            : edit.info.vm;
    if (world.get(vm).isEmpty()) {
      throw Refuse.notFound(vm);
    }
    boolean there = overrides.removeIf(each -> Values.isSame(each.vm, vm));
    if (there == (edit.operation == ArrayUpdateOperation.add)) {
      throw Refuse.argument("spec.vmConfigSpec.info.vm", "`" + vm.val + "`");
    }
    if (edit.operation != ArrayUpdateOperation.remove) {
      overrides.add(Values.copy(edit.info));
    }
    config.vmConfig = overrides.toArray(StorageDrsVmConfigInfo[]::new);
  }

  /** Without what names VMs that are gone. */
  void forgetGone() {
    config.vmConfig =
        all(config.vmConfig, StorageDrsVmConfigInfo.class).stream()
            .filter(each -> world.get(each.vm).isPresent())
            .toArray(StorageDrsVmConfigInfo[]::new);
    List<ClusterRuleInfo> rules = new ArrayList<>();
    for (ClusterRuleInfo each : all(config.podConfig.rule, ClusterRuleInfo.class)) {
      if (each instanceof ClusterAntiAffinityRuleSpec apart) {
        apart.vm =
            Arrays.stream(apart.vm)
                .filter(vm -> world.get(vm).isPresent())
                .toArray(ManagedObjectReference[]::new);
      }
      rules.add(each);
    }
    config.podConfig.rule = rules.isEmpty() ? null : rules.toArray(ClusterRuleInfo[]::new);
  }
}
