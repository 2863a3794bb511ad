/**
 * The calls to vCenter's storage policy service (SPBM, {@code urn:pbm}) that we need, typed, and
 * their data objects, which yavijava lacks. Names and order of fields are those of the service's
 * WSDL of vSphere 6.0 ({@code pbm.wsdl}, {@code pbm-types.xsd}).
 */
package dev.provision.vsphere.pbm;
