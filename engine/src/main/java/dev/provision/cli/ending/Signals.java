package dev.provision.cli.ending;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Receives Ctrl-C and SIGTERM. A shutdown hook, the JDK's supported way, reports only the first
 * signal, but a run must tell the first from the second. {@code sun.misc.Signal} (module
 * jdk.unsupported) is called by reflection, because javac warns about every use and that warning
 * cannot be switched off.
 */
public final class Signals {
  private Signals() {}

  /**
   * Calls the listener with the name of each signal from now on, on a thread of its own. Where the
   * JVM has no such signal, its default stays.
   */
  public static void listen(Consumer<String> listener) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object listening =
            Proxy.newProxyInstance(
                handler.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    listener.accept(name);
                    return null;
                  }
                  return method.getName().equals("equals")
                      ? (Object) (proxy == arguments[0])
                      : method.getName().equals("hashCode")
                          ? (Object) System.identityHashCode(proxy)
                          : "provision";
                });
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), listening);
      } catch (ReflectiveOperationException e) {
        if (e instanceof InvocationTargetException refused
            && refused.getCause() instanceof IllegalArgumentException) {
          continue;
        }
        return;
      }
    }
  }
}
