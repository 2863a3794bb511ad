package dev.provision.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Hears Ctrl-C and SIGTERM. The JDK's supported way, a shutdown hook, hears only the first of them,
 * and a run must tell the first from the second. {@code sun.misc.Signal} (module jdk.unsupported)
 * is called by reflection, because javac warns of every mention of it and cannot be told not to.
 */
final class Signals {
  private Signals() {}

  /**
   * From now on calls the listener, on a thread of its own, for each signal. Where the JVM has no
   * such signal, it keeps its own behaviour.
   */
  static void listen(Runnable listener) {
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
                    listener.run();
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
