package dev.provision.modules.servergroups;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import dev.provision.modules.servergroups.GroupState.Part;
import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.ClusterWriter;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DrsCluster;
import java.util.Optional;

/**
 * The calls that change rules: {@code ReconfigureComputeResource_Task} with one rule, so that
 * nothing else in the cluster changes. For one step, used by its own thread.
 */
final class GroupWrites {
  private final VsphereWriter write;

  GroupWrites(VsphereWriter write) {
    this.write = write;
  }

  /** Sets the rules of every cluster to what they should be. */
  void converge(Address address, GroupDesired desired, GroupState seen)
      throws ModuleException, InterruptedException {
    String name = Rule.name(desired.environment(), address);
    for (Part part : seen.parts()) {
      if (part.isLeftAlone()) {
        continue;
      }
      Optional<Rule> rule = part.rule();
      boolean otherSort =
          rule.isPresent() && rule.get().policy().isTogether() != desired.policy().isTogether();
      if (rule.isPresent() && (otherSort || !part.wantsRule())) {
        // a rule cannot change its sort, so it is replaced; if the run dies here, the next one
        // creates it
        remove(part.cluster(), rule.get());
        rule = Optional.empty();
      }
      if (!part.wantsRule()) {
        continue;
      }
      boolean same =
          rule.isPresent()
              && rule.get().enabled()
              && rule.get().policy() == desired.policy()
              && rule.get().vms().equals(part.vms());
      if (!same) {
        put(part.cluster(), Rule.info(name, desired.policy(), part.vms(), rule), rule.isPresent());
      }
    }
  }

  /** Deletes every rule. */
  void delete(GroupState seen) throws ModuleException, InterruptedException {
    for (Part part : seen.parts()) {
      if (part.rule().isPresent()) {
        remove(part.cluster(), part.rule().get());
      }
    }
  }

  private void put(DrsCluster cluster, ClusterRuleInfo info, boolean isThere)
      throws ModuleException, InterruptedException {
    ClusterRuleSpec spec = new ClusterRuleSpec();
    spec.setOperation(isThere ? ArrayUpdateOperation.edit : ArrayUpdateOperation.add);
    spec.setInfo(info);
    reconfigure(cluster, spec);
  }

  private void remove(DrsCluster cluster, Rule rule) throws ModuleException, InterruptedException {
    ClusterRuleSpec spec = new ClusterRuleSpec();
    spec.setOperation(ArrayUpdateOperation.remove);
    spec.setRemoveKey(rule.key());
    reconfigure(cluster, spec);
  }

  private void reconfigure(DrsCluster cluster, ClusterRuleSpec rule)
      throws ModuleException, InterruptedException {
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setRulesSpec(new ClusterRuleSpec[] {rule});
    new ClusterWriter(write).change(cluster.ref(), spec);
  }
}
