package dev.provision.modules.instances;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.modules.instances.disks.VmPolicy;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.size.FlavorFields;
import dev.provision.modules.instances.vm.InstanceSpec;
import dev.provision.modules.instances.vm.InstanceSpec.CloneMode;
import dev.provision.spi.Declaration;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses what a single ESXi host cannot do, but only if the playbook writes it: defaults are not
 * refused.
 */
public final class DirectRules {
  private static final Map<String, String> NEED_VCENTER = new LinkedHashMap<>();

  static {
    NEED_VCENTER.put("folder", "all its VMs are in one folder; leave it out");
    NEED_VCENTER.put("cluster", "it is in no cluster; leave it out");
    NEED_VCENTER.put("server_group", "there are no other hosts and no DRS");
    NEED_VCENTER.put("encrypted", "only a vCenter has key providers; leave it out");
    NEED_VCENTER.put("customization", "only a vCenter customizes guests; use `user_data`");
  }

  private DirectRules() {}

  static List<Diagnostic> diagnostics(
      Declaration<InstanceSpec> declaration, InstanceDesired desired) {
    List<Diagnostic> found = new ArrayList<>();
    if (!desired.placing().ofHost()) {
      return found;
    }
    NEED_VCENTER.forEach(
        (field, why) -> {
          if (declaration.fields().keySet().stream()
              .anyMatch(path -> path.equals(field) || path.startsWith(field + "."))) {
            found.add(Diagnostic.error(DirectHost.refusal(field, why), declaration.spanOf(field)));
          }
        });
    desired
        .policy()
        .policy()
        .map(
            policy ->
                Diagnostic.error(
                    DirectHost.refusal(
                        "vmware:storage_policy", "it has no storage policies; leave it out"),
                    FlavorFields.where(
                        desired.sizing(), VmPolicy.FIELD, declaration.spanOf("flavor"))))
        .ifPresent(found::add);
    if (declaration.fields().containsKey("clone") && desired.cloneMode() == CloneMode.LINKED) {
      found.add(
          Diagnostic.error(
              DirectHost.refusal(
                  "clone: linked", "it copies the image's disk; leave it out, or write `full`"),
              declaration.spanOf("clone")));
    }
    return found;
  }
}
