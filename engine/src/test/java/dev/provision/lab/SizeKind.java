package dev.provision.lab;

import dev.provision.spi.Declaration;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ValueKind;
import java.util.List;

/** A kind that is in the playbook only. */
final class SizeKind implements ValueKind<SizeSpec, Picture, Pen> {
  @Override
  public KindInfo info() {
    return new KindInfo("sizes", "size", "A size.", "", List.of(), List.of());
  }

  @Override
  public Class<SizeSpec> spec() {
    return SizeSpec.class;
  }

  @Override
  public Object exported(Declaration<SizeSpec> declaration) {
    return declaration.spec().size();
  }
}
