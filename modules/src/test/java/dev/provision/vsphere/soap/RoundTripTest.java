package dev.provision.vsphere.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.DynamicData;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualSCSISharing;
import com.vmware.vim25.VirtualVmxnet3;
import com.vmware.vim25.ws.Argument;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Enumeration;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final WireTypes TYPES = new WireTypes();

  @Test
  void readsBackACloneSpecWithItsDevices() throws Exception {
    VirtualMachineCloneSpec spec = cloneSpec();

    assertThat(roundTrip(spec)).usingRecursiveComparison().isEqualTo(spec);
  }

  @Test
  void readsBackEveryTypeOfVim25WithEveryField() throws Exception {
    List<String> lost = new ArrayList<>();
    int types = 0;
    for (Class<?> type : dataTypes()) {
      DataType known = TYPES.data(type);
      Object written = known.create();
      for (DataType.Element element : known.elements()) {
        element.field().set(written, sample(element));
      }
      Object read = roundTrip(written);
      types++;
      assertThat(read).isExactlyInstanceOf(type);
      for (DataType.Element element : known.elements()) {
        Object before = element.field().get(written);
        Object after = element.field().get(read);
        if (!text(before).equals(text(after))) {
          lost.add(type.getSimpleName() + "." + element.name() + ": " + text(after));
        }
      }
    }
    assertThat(lost).isEmpty();
    assertThat(types).isGreaterThan(2000);
  }

  private static VirtualMachineCloneSpec cloneSpec() {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.fileName = "[nas1] web-1/web-1.vmdk";
    backing.diskMode = "persistent";
    backing.thinProvisioned = true;
    VirtualDisk disk = new VirtualDisk();
    disk.key = 2000;
    disk.backing = backing;
    disk.controllerKey = 1000;
    disk.unitNumber = 0;
    disk.capacityInKB = 41_943_040;
    disk.capacityInBytes = 42_949_672_960L;

    ParaVirtualSCSIController scsi = new ParaVirtualSCSIController();
    scsi.key = -1;
    scsi.busNumber = 1;
    scsi.sharedBus = VirtualSCSISharing.noSharing;
    scsi.device = new int[] {2000};

    VirtualEthernetCardDistributedVirtualPortBackingInfo port =
        new VirtualEthernetCardDistributedVirtualPortBackingInfo();
    port.port = new DistributedVirtualSwitchPortConnection();
    port.port.switchUuid = "50 3e 11";
    port.port.portgroupKey = "dvportgroup-13";
    VirtualVmxnet3 nic = new VirtualVmxnet3();
    nic.key = -2;
    nic.backing = port;
    nic.addressType = "manual";
    nic.macAddress = "02:00:00:aa:bb:cc";
    nic.connectable = new VirtualDeviceConnectInfo();
    nic.connectable.startConnected = true;

    OptionValue mark = new OptionValue();
    mark.key = "provision.address";
    mark.value = "instance.web-1 <&> \"ü\"\n\t";

    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.name = "web-1";
    config.instanceUuid = "00000000-0000-8000-8000-000000000001";
    config.numCPUs = 2;
    config.memoryMB = 4096L;
    config.memoryHotAddEnabled = true;
    config.extraConfig = new OptionValue[] {mark};
    config.deviceChange =
        new VirtualDeviceConfigSpec[] {
          change(VirtualDeviceConfigSpecOperation.edit, disk),
          change(VirtualDeviceConfigSpecOperation.add, scsi),
          change(VirtualDeviceConfigSpecOperation.add, nic)
        };
    config.deviceChange[0].fileOperation = VirtualDeviceConfigSpecFileOperation.create;

    VirtualMachineCloneSpec spec = new VirtualMachineCloneSpec();
    spec.location = new VirtualMachineRelocateSpec();
    spec.location.host = reference("HostSystem", "host-9");
    spec.location.pool = reference("ResourcePool", "resgroup-8");
    spec.location.diskMoveType = "createNewChildDiskBacking";
    spec.config = config;
    spec.snapshot = reference("VirtualMachineSnapshot", "snapshot-3");
    spec.powerOn = true;
    return spec;
  }

  private static VirtualDeviceConfigSpec change(
      VirtualDeviceConfigSpecOperation operation, VirtualDevice device) {
    VirtualDeviceConfigSpec change = new VirtualDeviceConfigSpec();
    change.operation = operation;
    change.device = device;
    return change;
  }

  private static Object roundTrip(Object value) throws MalformedMessage {
    String type = value.getClass().getSimpleName();
    byte[] envelope =
        new RequestWriter(TYPES)
            .write("Response", List.of(new Argument("returnval", "Object", value)), "");
    Reply reply = new ResponseReader(TYPES).read(envelope, type);
    return ((Reply.Result) reply).value();
  }

  private static Object sample(DataType.Element element) throws Exception {
    if (!element.list()) {
      return sample(element.item());
    }
    Object array = Array.newInstance(element.field().getType().getComponentType(), 2);
    Array.set(array, 0, sample(element.item()));
    Array.set(array, 1, sample(element.item()));
    return array;
  }

  private static Object sample(Class<?> type) throws Exception {
    if (type == byte[].class) {
      return new byte[] {1, -2, 3};
    } else if (type == Object.class) {
      return "any";
    } else if (type == Calendar.class) {
      Calendar time = new GregorianCalendar(TimeZone.getTimeZone("GMT"), Locale.ROOT);
      time.setTimeInMillis(1_800_000_000_123L);
      return time;
    } else if (type == ManagedObjectReference.class) {
      return reference("Folder", "group-1");
    } else if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[constants.length - 1];
    } else if (WireTypes.isData(type)) {
      return TYPES.data(type).create();
    } else if (type == String.class) {
      return "s";
    }
    return Scalar.parse(type, type == Boolean.class ? "true" : "7");
  }

  private static String text(Object value) {
    if (value == null) {
      return "null";
    }
    if (value.getClass().isArray()) {
      StringBuilder items = new StringBuilder("[");
      for (int i = 0; i < Array.getLength(value); i++) {
        items.append(text(Array.get(value, i))).append(',');
      }
      return items.append(']').toString();
    }
    if (value instanceof Calendar) {
      return XsdDateTime.text((Calendar) value);
    }
    return WireTypes.isData(value.getClass()) ? value.getClass().getSimpleName() : value.toString();
  }

  private static List<Class<?>> dataTypes() throws Exception {
    List<Class<?>> types = new ArrayList<>();
    Path jar =
        Path.of(DynamicData.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        String simple = name.substring(name.lastIndexOf('/') + 1).replace(".class", "");
        if (name.equals("com/vmware/vim25/" + simple + ".class")) {
          Class<?> type = TYPES.vim(simple);
          if (type != null && WireTypes.isData(type) && !Modifier.isAbstract(type.getModifiers())) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static ManagedObjectReference reference(String type, String id) {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.type = type;
    reference.val = id;
    return reference;
  }
}
