package dev.provision.vsphere.files;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.ws.Argument;
import dev.provision.vsphere.wire.Call;
import dev.provision.vsphere.wire.ReadOnly;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Vim25;
import dev.provision.vsphere.wire.VimFault;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives every file one name for all code above it. At the top of a vSAN or vVol datastore a folder
 * is an object with an id, and what was attached as {@code [vsan] provision/volumes/ci/x/x.vmdk}
 * shows as {@code [vsan] 25d8b159-…/volumes/ci/x/x.vmdk}; both name the file (kubernetes 29172 and
 * 95121, govmomi 541, bosh-vsphere-cpi-release 400). Answers come out with the name of each such
 * folder whose id is known, and the backings of devices go in with the id, which is what the server
 * would show. Without a known id nothing changes. Safe for many threads.
 */
public final class TopFolderNames implements Vim25 {
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return Arrays.stream(type.getFields())
              .filter(field -> !Modifier.isStatic(field.getModifiers()))
              .filter(field -> field.getType() == Object.class || mayHoldPath(field.getType()))
              .toArray(Field[]::new);
        }
      };

  private final Vim25 next;
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Map<DatastorePath, String> ids = new ConcurrentHashMap<>();
  private final Map<String, String> datastores = new ConcurrentHashMap<>();

  public TopFolderNames(Vim25 next) {
    this.next = next;
  }

  /** Remembers a datastore on which folders at the top are objects. */
  public void seen(ManagedObjectReference datastore, String name) {
    datastores.put(datastore.getVal(), name);
  }

  /**
   * @param top {@code provision}
   * @param id {@code 25d8b159-948c-4b73-8e49-02001b1ad164}
   */
  public void known(String datastore, String top, String id) {
    String before = ids.put(new DatastorePath(datastore, top), id);
    if (before != null && !before.equals(id)) {
      names.remove(before);
    }
    names.put(id, top);
  }

  public boolean isKnown(String datastore, String top) {
    return ids.containsKey(new DatastorePath(datastore, top));
  }

  @Override
  public Object call(Call call) throws VimFault, TransportFailure {
    if (names.isEmpty() || ReadOnly.allows(call.method())) {
      return told(call, named(next.call(call)));
    }
    Map<VirtualDeviceFileBackingInfo, String> lent = new IdentityHashMap<>();
    for (Argument argument : call.arguments()) {
      lend(argument.getValue(), lent);
    }
    try {
      return told(call, named(next.call(call)));
    } finally {
      lent.forEach((backing, file) -> backing.fileName = file);
    }
  }

  /** Remembers a folder that this call made. */
  private Object told(Call call, Object answer) {
    if (call.method().equals("CreateDirectory") && answer instanceof String path) {
      String datastore = null;
      String top = null;
      for (Argument each : call.arguments()) {
        if (each.getValue() instanceof ManagedObjectReference ref
            && each.getName().equals("datastore")) {
          datastore = datastores.get(ref.getVal());
        } else if (each.getName().equals("displayName")) {
          top = (String) each.getValue();
        }
      }
      if (datastore != null && top != null) {
        known(datastore, top, idIn(path));
      }
    }
    return answer;
  }

  /** The last part of {@code /vmfs/volumes/vsan:52f4…/25d8…}. */
  public static String idIn(String path) {
    String whole = path.replaceFirst("/+$", "");
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  private void lend(Object root, Map<VirtualDeviceFileBackingInfo, String> lent) {
    Deque<Object> left = new ArrayDeque<>();
    push(root, left);
    while (!left.isEmpty()) {
      Object value = left.pop();
      if (value instanceof VirtualDeviceFileBackingInfo backing && backing.fileName != null) {
        byId(backing.fileName)
            .ifPresent(
                file -> {
                  lent.put(backing, backing.fileName);
                  backing.fileName = file;
                });
      }
      pushParts(value, left);
    }
  }

  private Optional<String> byId(String file) {
    return DatastorePath.parse(file)
        .flatMap(
            path ->
                Optional.ofNullable(ids.get(new DatastorePath(path.datastore(), path.top())))
                    .map(id -> path.under(id).toString()));
  }

  /** Replaces ids by names; data objects are changed in place. */
  private Object named(Object answer) {
    if (names.isEmpty()) {
      return answer;
    }
    if (answer instanceof String text) {
      return byName(text);
    }
    Deque<Object> left = new ArrayDeque<>();
    push(answer, left);
    while (!left.isEmpty()) {
      Object value = left.pop();
      if (value instanceof String[] texts) {
        Arrays.setAll(texts, i -> byName(texts[i]));
        continue;
      }
      for (Field field : value.getClass().isArray() ? new Field[0] : FIELDS.get(value.getClass())) {
        if (read(field, value) instanceof String text) {
          write(field, value, byName(text));
        }
      }
      pushParts(value, left);
    }
    return answer;
  }

  private String byName(String text) {
    if (text == null || !text.startsWith("[")) {
      return text;
    }
    return DatastorePath.parse(text)
        .filter(path -> names.containsKey(path.top()))
        .map(path -> path.under(names.get(path.top())).toString())
        .orElse(text);
  }

  private static void pushParts(Object value, Deque<Object> left) {
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        push(Array.get(value, i), left);
      }
      return;
    }
    for (Field field : FIELDS.get(value.getClass())) {
      push(read(field, value), left);
    }
  }

  private static void push(Object value, Deque<Object> left) {
    if (value != null && !(value instanceof String) && mayHoldPath(value.getClass())) {
      left.push(value);
    }
  }

  /** Whether a type is a text, a data object that is no reference, or an array of these. */
  private static boolean mayHoldPath(Class<?> type) {
    if (type.isArray()) {
      return type.getComponentType() == Object.class || mayHoldPath(type.getComponentType());
    }
    return type == String.class
        || !type.isEnum()
            && type != ManagedObjectReference.class
            && (type.getName().startsWith("com.vmware.vim25.")
                || type.getSuperclass() != null && mayHoldPath(type.getSuperclass()));
  }

  private static Object read(Field field, Object of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be read", e);
    }
  }

  private static void write(Field field, Object of, Object value) {
    try {
      field.set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be set", e);
    }
  }
}
