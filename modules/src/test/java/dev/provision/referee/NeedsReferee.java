package dev.provision.referee;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test against the {@link Referee}. Without Go it is left out, and one line says so for the whole
 * run; with {@code CI=true} it fails instead. {@code mvn verify -DexcludedGroups=referee} leaves
 * these tests out.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("referee")
@ExtendWith(OnlyWith.Go.class)
public @interface NeedsReferee {}
