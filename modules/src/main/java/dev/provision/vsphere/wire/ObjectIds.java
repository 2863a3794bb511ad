package dev.provision.vsphere.wire;

import com.vmware.vim25.ManagedObjectReference;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of objects in a server's text. vCenter writes {@code 'vim.VirtualMachine:vm-12'}, an ESXi
 * host {@code 'vim.VirtualMachine:12'}, vcsim {@code VirtualMachine:vm-12}.
 */
final class ObjectIds {
  private static final Pattern ID =
      Pattern.compile(
          "['`\"]?(?:\\bvim\\.([A-Z][A-Za-z]+):([A-Za-z0-9_-]+)"
              + "|\\b([A-Z][A-Za-z]+):((?:[a-z]+-)+[A-Za-z0-9]+))['`\"]?");

  private ObjectIds() {}

  static Set<ManagedObjectReference> in(String text) {
    Set<ManagedObjectReference> refs = new LinkedHashSet<>();
    if (text != null) {
      Matcher ids = ID.matcher(text);
      while (ids.find()) {
        refs.add(ref(ids));
      }
    }
    return refs;
  }

  /**
   * The text with each object's path, or else what it is: {@code a virtual machine}.
   *
   * @param path of an object; empty where it is not known
   */
  static String replaced(String text, Function<ManagedObjectReference, Optional<String>> path) {
    return ID.matcher(text)
        .replaceAll(
            id -> {
              ManagedObjectReference ref = ref(id);
              String words =
                  path.apply(ref)
                      .map(known -> "`" + known + "`")
                      .orElse("(a " + FaultDetail.words(ref.getType()) + ")");
              return Matcher.quoteReplacement(words);
            });
  }

  private static ManagedObjectReference ref(MatchResult id) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType(id.group(1) == null ? id.group(3) : id.group(1));
    ref.setVal(id.group(1) == null ? id.group(4) : id.group(2));
    return ref;
  }
}
