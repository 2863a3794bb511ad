package dev.provision.vsphere.wire;

import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectUpdate;
import com.vmware.vim25.PropertyFilterUpdate;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.UpdateSet;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Detects in an answer that the session is over. A property collector may say so in the place of
 * each property, {@code missingSet}, and not as a fault of the call (oslo.vmware's {@code api.py}
 * and {@code exceptions.py} look for it there): taken literally, it would mean that the account
 * lacks privileges on everything.
 */
final class LostSession {
  private LostSession() {}

  static Optional<VimFault> in(Object answer) {
    if (answer instanceof RetrieveResult page) {
      return in(each(page.getObjects()).map(ObjectContent::getMissingSet));
    }
    if (answer instanceof UpdateSet news) {
      return in(
          each(news.getFilterSet())
              .map(PropertyFilterUpdate::getObjectSet)
              .flatMap(LostSession::each)
              .map(ObjectUpdate::getMissingSet));
    }
    return Optional.empty();
  }

  private static Optional<VimFault> in(Stream<MissingProperty[]> missing) {
    return missing
        .flatMap(LostSession::each)
        .map(MissingProperty::getFault)
        .filter(fault -> fault != null && fault.getFault() instanceof NotAuthenticated)
        .findFirst()
        .map(LostSession::said);
  }

  private static VimFault said(LocalizedMethodFault fault) {
    return new VimFault(fault.getFault(), "the session is not known to the server any more");
  }

  private static <T> Stream<T> each(T[] some) {
    return some == null ? Stream.empty() : Stream.of(some);
  }
}
