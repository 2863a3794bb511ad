package dev.provision.modules.instances;

import com.vmware.vim25.VirtualE1000;
import com.vmware.vim25.VirtualE1000e;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualPCNet32;
import com.vmware.vim25.VirtualVmxnet3;
import java.util.Locale;
import java.util.function.Supplier;

/** The virtual hardware of a NIC and the vim25 class that stands for it. */
public enum NicModel {
  VMXNET3(VirtualVmxnet3.class, VirtualVmxnet3::new),
  E1000(VirtualE1000.class, VirtualE1000::new),
  E1000E(VirtualE1000e.class, VirtualE1000e::new),
  PCNET32(VirtualPCNet32.class, VirtualPCNet32::new);

  private final Class<? extends VirtualEthernetCard> type;
  private final Supplier<VirtualEthernetCard> make;

  NicModel(Class<? extends VirtualEthernetCard> type, Supplier<VirtualEthernetCard> make) {
    this.type = type;
    this.make = make;
  }

  /** As the playbook writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The playbook's word for a device; the name of its class where there is none. */
  static String wordOf(VirtualEthernetCard card) {
    for (NicModel model : values()) {
      if (model.type == card.getClass()) {
        return model.word();
      }
    }
    return card.getClass().getSimpleName();
  }

  /** An empty device of the class that a word of {@link #wordOf} stands for. */
  static VirtualEthernetCard device(String word) {
    for (NicModel model : values()) {
      if (model.word().equals(word)) {
        return model.make.get();
      }
    }
    return new VirtualEthernetCard();
  }
}
