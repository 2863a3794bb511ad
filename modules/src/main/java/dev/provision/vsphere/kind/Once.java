package dev.provision.vsphere.kind;

import dev.provision.spi.ModuleException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Work that several steps of a run need and only one does. Safe for many threads: the first step
 * with a key does the work, the others wait and get its result. A failure is not kept, so the next
 * attempt of any step does the work again.
 */
public final class Once {
  private final Map<String, CompletableFuture<Object>> made = new ConcurrentHashMap<>();

  public <T> T of(String key, Class<T> type, VsphereWriter.Work<T> work)
      throws ModuleException, InterruptedException {
    CompletableFuture<Object> mine = new CompletableFuture<>();
    CompletableFuture<Object> first = made.putIfAbsent(key, mine);
    return first == null ? run(key, mine, work) : type.cast(await(first));
  }

  private <T> T run(String key, CompletableFuture<Object> mine, VsphereWriter.Work<T> work)
      throws ModuleException, InterruptedException {
    ModuleException ended =
        new ModuleException(
            ModuleException.Kind.CANCELLED, "the step that made it for all was ended", null);
    try {
      T value = work.go();
      mine.complete(value);
      return value;
    } catch (ModuleException e) {
      ended = e;
      throw e;
    } finally {
      if (!mine.isDone()) {
        made.remove(key, mine);
        mine.completeExceptionally(ended);
      }
    }
  }

  private static Object await(CompletableFuture<Object> first)
      throws ModuleException, InterruptedException {
    try {
      return first.get();
    } catch (ExecutionException e) {
      ModuleException failed = (ModuleException) e.getCause();
      throw failed.saying(failed.getMessage());
    }
  }
}
