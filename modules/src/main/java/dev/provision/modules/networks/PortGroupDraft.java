package dev.provision.modules.networks;

import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VMwareDVSPortgroupPolicy;
import java.util.Optional;

/**
 * The API's spec of a distributed port group while rows fill it in.
 *
 * @param seen the settings of its ports as they are
 * @param policy what its ports may override, as it is
 */
record PortGroupDraft(
    DVPortgroupConfigSpec spec,
    VMwareDVSPortSetting seen,
    Optional<VMwareDVSPortgroupPolicy> policy) {
  static PortGroupDraft empty() {
    return new PortGroupDraft(
        new DVPortgroupConfigSpec(), new VMwareDVSPortSetting(), Optional.empty());
  }

  static PortGroupDraft of(DVPortgroupConfigInfo config) {
    return new PortGroupDraft(
        new DVPortgroupConfigSpec(),
        PortSettings.seen(config),
        Optional.ofNullable(config.getPolicy())
            .filter(VMwareDVSPortgroupPolicy.class::isInstance)
            .map(VMwareDVSPortgroupPolicy.class::cast));
  }
}
