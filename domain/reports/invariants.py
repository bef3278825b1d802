"""The doctor's rules under the name by which stories ask for them."""

from domain.doctor.examine import violations

__all__ = ["violations"]
