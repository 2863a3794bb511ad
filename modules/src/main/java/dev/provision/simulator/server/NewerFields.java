package dev.provision.simulator.server;

import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.ws.Argument;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.soap.WireType;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.VimFault;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * Refuses a request with a type or a field that came after the version that is announced, as a
 * server does that reads the request by the schema of that version ({@code InvalidRequest}).
 */
public final class NewerFields {
  private NewerFields() {}

  public static void refuse(World world, Call call) throws VimFault {
    // the policy service has versions of its own
    if (!call.self().type.startsWith("Pbm")) {
      for (Argument argument : call.arguments()) {
        look(argument.getValue(), world.version());
      }
    }
  }

  private static void look(Object value, ApiVersion version) throws VimFault {
    if (value == null) {
      return;
    }
    Class<?> type = value.getClass();
    if (type.isArray() && !type.getComponentType().isPrimitive()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        look(Array.get(value, i), version);
      }
    } else if (Values.isData(type)) {
      check(value, type, version);
      for (Field field : type.getFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          look(Values.read(field, value), version);
        }
      }
    }
  }

  private static void check(Object value, Class<?> type, ApiVersion version) throws VimFault {
    for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
      WireType newer = at.getAnnotation(WireType.class);
      if (newer == null || version.isAtLeast(newer.since())) {
        continue;
      }
      if (!newer.name().equals(wireName(at.getSuperclass()))) {
        throw refusal("type `" + newer.name() + "`", newer, version);
      }
      // one that adds fields to a type that is there: without them it is that type
      for (Field field : at.getDeclaredFields()) {
        boolean isSent =
            Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers());
        if (isSent && Values.read(field, value) != null) {
          throw refusal("field `" + field.getName() + "`", newer, version);
        }
      }
    }
  }

  private static String wireName(Class<?> type) {
    WireType ours = type.getAnnotation(WireType.class);
    return ours == null ? type.getSimpleName() : ours.name();
  }

  private static VimFault refusal(String what, WireType newer, ApiVersion version) {
    return Refuse.with(
        new InvalidRequest(),
        "API " + version + " has no " + what + ", which came with " + newer.since());
  }
}
