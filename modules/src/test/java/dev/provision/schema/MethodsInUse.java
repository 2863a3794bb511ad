package dev.provision.schema;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vmware.vim25.ws.VimStub;
import dev.provision.vsphere.pbm.PbmStub;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The methods of the API that the product's classes call, read from what was compiled. */
final class MethodsInUse {
  private MethodsInUse() {}

  /** By name on the wire, a place that calls it. */
  static SortedMap<String, String> find() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.provision.vsphere", "dev.provision.modules");
    Map<String, ApiType.Method> known = ApiTable.get().methods();
    SortedMap<String, String> found = new TreeMap<>();
    for (JavaClass each : classes) {
      for (JavaAccess<?> access : accesses(each)) {
        String name = onTheWire(access);
        if (name != null) {
          if (!known.containsKey(name)) {
            throw new AssertionError(access.getDescription() + ": there is no method " + name);
          }
          found.putIfAbsent(name, access.getDescription());
        }
      }
    }
    return found;
  }

  private static Set<JavaAccess<?>> accesses(JavaClass type) {
    Set<JavaAccess<?>> all = new HashSet<>(type.getMethodCallsFromSelf());
    all.addAll(type.getMethodReferencesFromSelf());
    return all;
  }

  /** Of a stub's method; null for what is none. */
  private static String onTheWire(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    if (owner.equals(PbmStub.class.getName())) {
      return isMethod(PbmStub.class, name) ? "Pbm" + capital(name) : null;
    }
    boolean vim = owner.equals(VimStub.class.getName());
    return vim && isMethod(VimStub.class, name) ? capital(name) : null;
  }

  /** Whether a stub says it to the server: its constructor and its like do not. */
  private static boolean isMethod(Class<?> stub, String name) {
    for (java.lang.reflect.Method each : stub.getDeclaredMethods()) {
      boolean remote = Set.of(each.getExceptionTypes()).contains(java.rmi.RemoteException.class);
      if (each.getName().equals(name)
          && remote
          && !each.isSynthetic()
          && java.lang.reflect.Modifier.isPublic(each.getModifiers())) {
        return true;
      }
    }
    return false;
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
