package dev.provision.modules.networks;

import com.vmware.vim25.DVPortgroupConfigSpec;
import com.vmware.vim25.VMwareDVSPortSetting;

/**
 * The API's spec of a distributed port group while rows fill it in.
 *
 * @param seen the settings of its ports as they are
 */
record PortGroupDraft(DVPortgroupConfigSpec spec, VMwareDVSPortSetting seen) {}
